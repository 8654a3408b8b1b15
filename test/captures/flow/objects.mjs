// What files and mails are transferred by, and HTTP of which segments were not captured: FTP in all
// its ways to announce a connection, TFTP, SMTP, answers without requests.
import { back, bytes, tcp, there, u16, udp } from "../dissect/packets.mjs";

const lines = (...list) => `${list.join("\r\n")}\r\n`;

/** A conversation of TCP, in segments that are made one by one. */
class Talk {
  constructor(clientPort, serverPort, { fromServer = false } = {}) {
    this.ports = { c: clientPort, s: serverPort };
    this.sent = { c: 1, s: 1 };
    const opens = fromServer ? "s" : "c";
    const other = fromServer ? "c" : "s";
    this.opened = [
      this.#packet(opens, [], { seq: 0, ack: 0, flags: "S" }),
      this.#packet(other, [], { seq: 0, ack: 1, flags: "SA" }),
      this.#packet(opens, [], { seq: 1, ack: 1, flags: "A" }),
    ];
  }

  #packet(side, payload, numbers) {
    const { c, s } = this.ports;
    return side === "c"
      ? there(6, tcp(c, s, payload, numbers))
      : back(6, tcp(s, c, payload, numbers));
  }

  say(side, text, flags = "PA") {
    const numbers = { seq: this.sent[side], ack: this.sent[side === "c" ? "s" : "c"], flags };
    this.sent[side] += text.length + (flags.includes("F") ? 1 : 0);
    return this.#packet(side, text, numbers);
  }
}

const page = Buffer.from("A line of a file.\r\n".repeat(100));

/** A connection that carries a file, which one side sends. */
function transfer(clientPort, serverPort, side, file, options) {
  const data = new Talk(clientPort, serverPort, options);
  return [
    ...data.opened,
    data.say(side, file.subarray(0, 1000)),
    data.say(side, file.subarray(1000)),
    data.say(side, [], "FA"),
  ];
}

const ftp = new Talk(52100, 21);
const ftpPackets = [
  ...ftp.opened,
  ftp.say("s", "220 ready\r\n"),
  ftp.say("c", "PASV\r\n"),
  ftp.say("s", "227 Entering Passive Mode (198,51,100,2,200,10).\r\n"),
  ftp.say("c", "RETR folder/passive.txt\r\n"),
  ftp.say("s", "150 Opening\r\n"),
  ...transfer(52101, 51210, "s", page),
  ftp.say("s", "226 Done\r\n"),
  ftp.say("c", "EPSV\r\n"),
  ftp.say("s", "229 Entering Extended Passive Mode (|||51211|)\r\n"),
  ftp.say("c", "STOR stored.bin\r\n"),
  ...transfer(52102, 51211, "c", Buffer.concat([page, page.subarray(0, 7)])),
  ftp.say("s", "226 Done\r\n"),
  ftp.say("c", "PORT 192,0,2,1,200,12\r\n"),
  ftp.say("s", "200 Good\r\n"),
  ftp.say("c", "RETR active.txt\r\n"),
  ...transfer(51212, 20, "s", page.subarray(0, 1100), { fromServer: true }),
  ftp.say("s", "226 Done\r\n"),
  ftp.say("c", "EPRT |1|192.0.2.1|51213|\r\n"),
  ftp.say("c", "LIST\r\n"),
  ...transfer(51213, 20, "s", Buffer.concat([page, page]), { fromServer: true }),
];

const tftp = (payload) => there(17, udp(52200, 69, payload));
const block = (number, size) => bytes(u16(3), u16(number), page.subarray(0, size));
const tftpPackets = [
  tftp(bytes(u16(1), "boot/read.img", 0, "octet", 0)),
  back(17, udp(52201, 52200, block(1, 512))),
  there(17, udp(52200, 52201, bytes(u16(4), u16(1)))),
  back(17, udp(52201, 52200, block(2, 512))),
  back(17, udp(52201, 52200, block(2, 512))),
  back(17, udp(52201, 52200, block(3, 0))),
];

const mail = new Talk(52300, 25);
const mailPackets = [
  ...mail.opened,
  mail.say("s", "220 mail.example.org\r\n"),
  mail.say("c", lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "DATA")),
  mail.say("s", lines("250 OK", "250 OK", "354 Go on")),
  mail.say("c", lines("From: a@example.org", "Subject: The first mail", "To: b@example.org", "")),
  mail.say("c", lines("A line.", "..A line with a dot.", ".")),
  mail.say("s", "250 OK\r\n"),
  mail.say("c", lines("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "DATA")),
  mail.say("s", lines("250 OK", "250 OK", "354 Go on")),
  mail.say("c", lines("Subject: Second", "", "Another.", ".")),
  mail.say("s", "250 OK\r\n"),
];

const answer = (body) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const http = new Talk(52400, 80);
const [one, lostAnswer, two, answerOfTwo, lostRequest, answerOfLost, four, answerOfFour] = [
  http.say("c", lines("GET /one.txt HTTP/1.1", "Host: www.example.org", "")),
  http.say("s", answer("one")),
  http.say("c", lines("GET /two.txt HTTP/1.1", "Host: www.example.org", "")),
  http.say("s", answer("two")),
  http.say("c", lines("GET /three.txt HTTP/1.1", "Host: www.example.org", "")),
  http.say("s", answer("three")),
  http.say("c", lines("GET /four.txt HTTP/1.1", "Host: www.example.org", "")),
  http.say("s", answer("four")),
];
const lost = new Set([lostAnswer, lostRequest]);
const httpPackets = [
  ...http.opened,
  ...[one, lostAnswer, two, answerOfTwo, lostRequest, answerOfLost, four, answerOfFour],
  http.say("c", [], "FA"),
].filter((packet) => !lost.has(packet));

export const packets = [...ftpPackets, ...tftpPackets, ...mailPackets, ...httpPackets];
