// What a conversation remembers: endpoints announced by SDP, RTSP, FTP and TFTP; conversations that
// were recognised by a signature, and packets of them that have none; the same without them.
// Differs from tshark on purpose: SSH, RTSP and DNS over TCP are recognised on every port; data of
// FTP's port 20 are dissected where segments are out of order; an endpoint of PORT holds for any
// port of the server.
import { back, bytes, tcp, there, u16, u32, udp } from "./packets.mjs";
import { talk } from "./tls.mjs";

const lines = (...list) => list.map((line) => `${line}\r\n`).join("");
const sdp = (...more) =>
  lines("v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0", ...more);

// Calls on another port than SIP's.
const invite = (id, body) =>
  lines(
    "INVITE sip:bob@example.com SIP/2.0",
    "Via: SIP/2.0/UDP 192.0.2.1:5080",
    "To: <sip:bob@example.com>",
    `Call-ID: ${id}`,
    "CSeq: 1 INVITE",
    "Content-Type: application/sdp",
    `Content-Length: ${body.length}`,
    "",
  ) + body;
const rtp = (type, sequence, ...payload) =>
  bytes(0x80, type, u16(sequence), u32(960 * sequence), u32(0x11223344), payload);
const toMedia = (port, payload) => back(17, udp(9078, port, payload));
const names = (payload) => `m=audio 7078 RTP/AVP 0 ${payload}`;
const calls = [
  there(
    17,
    udp(
      5080,
      5080,
      invite(
        1,
        sdp(
          names("96 101"),
          "a=rtpmap:96 opus/48000/2",
          "a=rtpmap:101 telephone-event/8000",
          "m=audio 7100 RTP/AVP 97",
          "a=rtpmap:97 speex/16000",
        ),
      ),
    ),
  ),
  back(17, udp(5080, 5080, lines("SIP/2.0 200 OK", "CSeq: 1 INVITE", "Content-Length: 0", ""))),
  toMedia(7078, rtp(0, 1, Buffer.alloc(20, 0xd5))),
  toMedia(7078, rtp(96, 2, 0x78, Buffer.alloc(20, 0x6f))),
  toMedia(7078, rtp(96, 3, 0x0d, Buffer.alloc(20, 0x6f))),
  toMedia(7078, rtp(101, 4, 6, 10, u16(160))),
  toMedia(7078, rtp(101, 5, 11, 0x8a, u16(320))),
  toMedia(7078, rtp(98, 6, 1, 2, 3)),
  toMedia(7100, rtp(97, 7, 1, 2, 3)),
  back(17, udp(9079, 7079, bytes(0x80, 201, u16(1), u32(7)))),
  // The same endpoint has other names from here on.
  there(17, udp(5080, 5080, invite(2, sdp(names("98"), "a=rtpmap:98 opus/48000/2")))),
  toMedia(7078, rtp(98, 8, 0x78, Buffer.alloc(20, 0x6f))),
  toMedia(7078, rtp(96, 9, 1, 2, 3)),
  // What only looks like SIP.
  there(17, udp(5080, 5081, lines("INVITE sip:bob@example.com HTTP/1.1", ""))),
  there(17, udp(5080, 5081, "INVITE sip:bob@example.com SIP/2.0")),
  ...talk(
    7777,
    50100,
    ["c", lines("OPTIONS sip:b@h.test SIP/2.0", "Call-ID: 1", "CSeq: 1 OPTIONS", "")],
    ["s", lines("SIP/2.0 200 OK", "CSeq: 1 OPTIONS", "")],
  ),
];

// RTSP and the media that it sets up; interleaved ones.
const setup = (track, ports) => [
  [
    "c",
    lines(
      `SETUP rtsp://198.51.100.2/a/${track} RTSP/1.0`,
      "CSeq: 3",
      `Transport: RTP/AVP;unicast;client_port=${ports}`,
      "",
    ),
  ],
  [
    "s",
    lines(
      "RTSP/1.0 200 OK",
      "CSeq: 3",
      "Session: 12345678;timeout=60",
      `Transport: RTP/AVP;unicast;client_port=${ports};server_port=6256-6257`,
      "",
    ),
  ],
];
const described = sdp("m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000");
const player = (port, from) =>
  talk(
    port,
    from,
    [
      "c",
      lines("DESCRIBE rtsp://198.51.100.2/a RTSP/1.0", "CSeq: 2", "Accept: application/sdp", ""),
    ],
    [
      "s",
      lines(
        "RTSP/1.0 200 OK",
        "CSeq: 2",
        "Content-Type: application/sdp",
        `Content-Length: ${described.length}`,
        "",
      ) + described,
    ],
    ...setup(1, "4588-4589"),
  );
const streams = [
  ...player(554, 50200),
  back(17, udp(6256, 4588, rtp(96, 1, 0x65, 1, 2, 3))),
  back(17, udp(6257, 4589, bytes(0x80, 201, u16(1), u32(7)))),
  ...talk(
    7070,
    50201,
    ["c", lines("OPTIONS rtsp://198.51.100.2/a RTSP/1.0", "CSeq: 1", "")],
    ["s", lines("RTSP/1.0 200 OK", "CSeq: 1", "")],
    ["s", bytes(0x24, 0, u16(16), rtp(96, 1, 1, 2, 3, 4))],
  ),
];

// FTP announces where its files go.
const ftp = (from, ...commands) =>
  talk(21, from, ...commands.map(([side, line]) => [side, `${line}\r\n`]));
const data = (port, from, ...parts) => talk(port, from, ...parts);
const files = [
  ...ftp(
    50300,
    ["c", "PASV"],
    ["s", "227 Entering Passive Mode (198,51,100,2,200,10)."],
    ["c", "RETR file.txt"],
  ),
  ...data(51210, 50301, ["s", "hello world"], ["s", "GET / HTTP/1.1\r\n\r\n"]),
  ...ftp(
    50302,
    ["c", "EPSV"],
    ["s", "229 Entering Extended Passive Mode (|||51211|)"],
    ["c", "LIST"],
  ),
  ...data(51211, 50303, ["s", "drwx file\r\n"]),
  ...ftp(50304, ["c", "PORT 192,0,2,1,200,20"], ["s", "200 ok"], ["c", "STOR up.bin"]),
  there(6, tcp(51220, 20, bytes("data up"), { seq: 1, ack: 2 })),
  ...ftp(50305, ["c", "EPRT |1|192.0.2.1|51230|"], ["s", "200 ok"]),
  there(6, tcp(51230, 20, bytes("more up"), { seq: 1, ack: 2 })),
  // Nobody announced it.
  ...data(51299, 50306, ["s", "hello world"]),
];

// TFTP answers from another port.
const blocks = [
  back(17, udp(4000, 50400, bytes(0, 3, 0, 1, "early"))),
  there(17, udp(50400, 69, bytes(0, 1, "boot.bin", 0, "octet", 0))),
  back(17, udp(4000, 50400, bytes(0, 3, 0, 1, Buffer.alloc(512, 65)))),
  there(17, udp(50400, 4000, bytes(0, 4, 0, 1))),
  back(17, udp(4000, 50400, bytes(0, 3, 0, 2, "end"))),
];

// STUN, and the channels of a relay.
const binding = bytes(u16(1), u16(0), u32(0x2112a442), Buffer.alloc(12, 7));
const bind = bytes(
  u16(9),
  u16(8),
  u32(0x2112a442),
  Buffer.alloc(12, 7),
  u16(12),
  u16(4),
  u16(0x4000),
  u16(0),
);
const channel = (number, text, length = text.length) => bytes(u16(number), u16(length), text);
const relays = [
  there(17, udp(50500, 3478, channel(0x4000, "at its port"))),
  there(17, udp(50500, 3478, channel(0x7fff, "abcd", 8))),
  there(17, udp(50501, 3479, channel(0x4000, "before"))),
  there(17, udp(50501, 3479, bind)),
  back(17, udp(3479, 50501, channel(0x4000, "there"))),
  back(17, udp(3479, 50501, bytes(channel(0x4001, "padded"), 0, 0))),
  back(17, udp(3479, 50501, bytes(0x90, 0, u16(4), "none of it"))),
  ...talk(
    3478,
    50502,
    ["c", binding, bind],
    ["s", channel(0x4000, "four"), channel(0x4001, "five!"), 0, 0, 0],
  ),
  ...talk(9999, 50503, ["c", binding], ["s", channel(0x4000, "four")]),
];

// A handshake, then short headers; on port 443 nothing is guessed.
const short = bytes(0x40, Buffer.alloc(40, 3));
const initial = bytes(
  0xc0,
  u32(1),
  8,
  Buffer.alloc(8, 1),
  0,
  0,
  u16(0x4000 + 24),
  Buffer.alloc(24, 9),
);
const quic = [
  there(17, udp(50600, 443, short)),
  there(17, udp(50601, 4444, short)),
  there(17, udp(50601, 4444, initial)),
  back(17, udp(4444, 50601, short)),
  there(17, udp(50602, 4444, short)),
];

// Greetings on other ports, and what follows.
const question = bytes(
  u16(7),
  u16(0x100),
  u16(1),
  u16(0),
  u16(0),
  u16(0),
  1,
  "a",
  4,
  "test",
  0,
  u16(1),
  u16(1),
);
const answer = bytes(
  u16(7),
  u16(0x8180),
  u16(1),
  u16(0),
  u16(0),
  u16(0),
  1,
  "a",
  4,
  "test",
  0,
  u16(1),
  u16(1),
);
const greetings = [
  ...talk(
    2222,
    50700,
    ["c", "SSH-2.0-a\r\n"],
    ["s", "SSH-2.0-b\r\n"],
    ["c", u32(12), 4, 21, Buffer.alloc(10, 1)],
    ["c", Buffer.alloc(48, 0x99)],
  ),
  ...talk(9953, 50701, ["c", u16(question.length), question], ["s", u16(answer.length), answer]),
  ...talk(9953, 50702, ["c", u16(question.length + 1), question]),
];

export const packets = [
  ...calls,
  ...streams,
  ...files,
  ...blocks,
  ...relays,
  ...quic,
  ...greetings,
];
