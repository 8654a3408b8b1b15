// Requests and their responses: sent again, answered twice or not at all, with an id used again, and
// pipelined. Differs from tshark on purpose: an HTTP response whose predecessor was lost has its own
// request; SNMP notifications have no response; ICMPv6 echoes are paired by their numbers alone.
import {
  back,
  ber,
  bytes,
  checked,
  client,
  ethernet,
  icmpv6,
  ipv6,
  server,
  tcp,
  there,
  u16,
  u32,
  udp,
} from "./packets.mjs";

const name = bytes(7, "example", 4, "test", 0);
const question = bytes(name, u16(1), u16(1));
const answer = bytes(u16(0xc00c), u16(1), u16(1), u32(60), u16(4), "0xc0000201");
const query = (id) => bytes(u16(id), u16(0x100), u16(1), u16(0), u16(0), u16(0), question);
const reply = (id) => bytes(u16(id), u16(0x8180), u16(1), u16(1), u16(0), u16(0), question, answer);
const ask = (id, port = 40000) => there(17, udp(port, 53, query(id)));
const tell = (id, port = 40000) => back(17, udp(53, port, reply(id)));
const sized = (message) => bytes(u16(message.length), message);

const dns = [
  ask(1),
  tell(1),
  ask(2),
  ask(2),
  tell(2),
  tell(2),
  ask(1),
  tell(1),
  tell(9),
  ask(3),
  ask(4),
  tell(4),
  tell(3),
  ask(5),
  ask(5, 40001),
  tell(5, 40001),
  there(6, tcp(40002, 53, bytes(sized(query(1)), sized(query(2))))),
  back(6, tcp(53, 40002, bytes(sized(reply(2)), sized(reply(1))), { ack: 67 })),
];

const echo = (sequence) => bytes(u16(7), u16(sequence), "as it was sent");
const ping = (sequence) => there(1, checked(8, 0, echo(sequence)));
const pong = (sequence) => back(1, checked(0, 0, echo(sequence)));
const ping6 = (sequence) => ethernet(0x86dd, ipv6(58, icmpv6(128, 0, echo(sequence))));
const pong6 = (sequence) =>
  ethernet(
    0x86dd,
    ipv6(58, icmpv6(129, 0, echo(sequence)), { from: server.ip6, to: client.ip6, hops: 55 }),
    { from: server, to: client },
  );
const echoes = [
  ping(1),
  pong(1),
  ping(2),
  ping(2),
  pong(2),
  pong(2),
  ping(3),
  pong(9),
  ping6(1),
  pong6(1),
  ping6(2),
];

const radius = (code, id) => bytes(code, id, u16(20), "sixteen bytes of");
const radiusPackets = [
  there(17, udp(41812, 1812, radius(1, 1))),
  there(17, udp(41812, 1812, radius(1, 1))),
  back(17, udp(1812, 41812, radius(11, 1))),
  back(17, udp(1812, 41812, radius(11, 1))),
  there(17, udp(41812, 1812, radius(1, 2))),
  back(17, udp(1812, 41812, radius(2, 2))),
  there(17, udp(41813, 1813, radius(4, 2))),
  back(17, udp(1813, 41813, radius(5, 2))),
  back(17, udp(1813, 41813, radius(5, 3))),
];

const integer = (value) => ber(2, u16(value));
const binding = ber(0x30, ber(0x30, ber(6, "0x2b06010201010100"), ber(5)));
const snmp = (type, id) =>
  ber(0x30, ber(2, 1), ber(4, "public"), ber(type, integer(id), ber(2, 0), ber(2, 0), binding));
const snmpPackets = [
  there(17, udp(40161, 161, snmp(0xa0, 700))),
  back(17, udp(161, 40161, snmp(0xa2, 700))),
  there(17, udp(40161, 161, snmp(0xa1, 701))),
  there(17, udp(40161, 161, snmp(0xa1, 701))),
  back(17, udp(161, 40161, snmp(0xa2, 701))),
  back(17, udp(161, 40161, snmp(0xa2, 702))),
  there(17, udp(40162, 162, snmp(0xa7, 703))),
];

const sip = (first, sequence) =>
  [
    first,
    "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776",
    "From: <sip:alice@example.com>;tag=1",
    "To: <sip:bob@example.com>",
    "Call-ID: 1@example.com",
    `CSeq: ${sequence}`,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
const calls = (...list) => there(17, udp(5060, 5060, sip(...list)));
const says = (...list) => back(17, udp(5060, 5060, sip(...list)));
const sipPackets = [
  calls("INVITE sip:bob@example.com SIP/2.0", "1 INVITE"),
  says("SIP/2.0 100 Trying", "1 INVITE"),
  says("SIP/2.0 180 Ringing", "1 INVITE"),
  says("SIP/2.0 200 OK", "1 INVITE"),
  calls("ACK sip:bob@example.com SIP/2.0", "1 ACK"),
  calls("OPTIONS sip:bob@example.com SIP/2.0", "2 OPTIONS"),
  calls("OPTIONS sip:bob@example.com SIP/2.0", "2 OPTIONS"),
  says("SIP/2.0 200 OK", "2 OPTIONS"),
  calls("BYE sip:bob@example.com SIP/2.0", "3 BYE"),
  says("SIP/2.0 200 OK", "3 BYE"),
];

const modbus = (transaction, ...pdu) =>
  bytes(u16(transaction), u16(0), u16(1 + pdu.length), 1, ...pdu);
const modbusPackets = [
  there(6, tcp(40502, 502, modbus(1, 3, 0, 0, 0, 1))),
  back(6, tcp(502, 40502, modbus(1, 3, 2, 0, 7), { ack: 13 })),
  there(6, tcp(40502, 502, modbus(2, 3, 0, 1, 0, 1), { seq: 13, ack: 12 })),
  back(6, tcp(502, 40502, modbus(2, 0x83, 2), { seq: 12, ack: 25 })),
];

const get = (path) => `GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`;
const ok = (body) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const requestSize = get("/one").length;
const responseSize = ok("one").length;
/** A conversation that waits for its answers: [side, number of the request from 0, text]. */
const http = (port, ...messages) =>
  messages.map(([side, i, text]) =>
    side === "out"
      ? there(6, tcp(port, 80, text, { seq: 1 + i * requestSize, ack: 1 + i * responseSize }))
      : back(6, tcp(80, port, text, { seq: 1 + i * responseSize, ack: 1 + (i + 1) * requestSize })),
  );
const httpPackets = [
  ...http(
    40080,
    ["out", 0, get("/one")],
    ["in", 0, ok("one")],
    ["out", 1, get("/two")],
    ["in", 1, ok("two")],
  ),
  // Two at once, and their answers in one segment.
  there(6, tcp(40081, 80, get("/one") + get("/two"))),
  back(6, tcp(80, 40081, ok("one") + ok("two"), { ack: 1 + 2 * requestSize })),
  // The first answer was not captured.
  ...http(40082, ["out", 0, get("/one")], ["out", 1, get("/two")], ["in", 1, ok("two")]),
  // An interim response is followed by the final one.
  there(6, tcp(40083, 80, get("/one"))),
  back(6, tcp(80, 40083, `HTTP/1.1 100 Continue\r\n\r\n${ok("one")}`, { ack: 1 + requestSize })),
];

export const packets = [
  ...dns,
  ...echoes,
  ...radiusPackets,
  ...snmpPackets,
  ...sipPackets,
  ...modbusPackets,
  ...httpPackets,
];
