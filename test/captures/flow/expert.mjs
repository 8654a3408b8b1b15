// What expert information notices: analysis of TCP, its flags and options, first lines of HTTP, lengths
// that are wrong.
import {
  bytes,
  checked,
  client,
  ethernet,
  icmpv6,
  ipv4,
  mac,
  segments,
  tcp,
  there,
  there6,
  u16,
  u32,
  udp,
} from "../dissect/packets.mjs";

const mss = bytes(2, 4, u16(1460));
const scale = (shift) => bytes(3, 3, shift, 1);
const request = (path) => `GET ${path} HTTP/1.1\r\nHost: example.org\r\n\r\n`;

/** What both sides of a conversation send. */
function conversation(port, other) {
  const withFlags =
    (send) =>
    (seq, ack, payload = "", options = {}) =>
      send(seq, ack, payload, { flags: payload ? "PA" : "A", ...options });
  const sides = segments(port, other);
  const [out, from] = [withFlags(sides.out), withFlags(sides.in)];
  const open = (extra = mss) => [
    out(100, 0, "", { flags: "S", extra }),
    from(500, 101, "", { flags: "SA", extra }),
    out(101, 501),
  ];
  return { out, in: from, open };
}

const web = conversation(50000, 80);
const lost = conversation(50001, 9000);
const full = conversation(50002, 9000);
const refused = conversation(50003, 9000);
const idle = conversation(50004, 9000);
const short = conversation(50005, 9000);
const again = conversation(50000, 80);

const answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
const asked = request("/index.html");
const closing = { flags: "FA" };
const [requested, answered] = [101 + asked.length, 501 + answer.length];

const lldp = (...tlvs) =>
  bytes(mac("01:80:c2:00:00:0e"), mac(client.mac), u16(0x88cc), ...tlvs, 0, 0);
const chassis = bytes(2, 7, 4, mac(client.mac));
const port = bytes(4, 7, 3, mac(client.mac));
const ppp = (payload) =>
  ethernet(0x8864, bytes(0x11, 0, u16(1), u16(payload.length + 2), u16(0xc021), payload));
const sctp = (chunks) => bytes(u16(5000), u16(5001), u32(1), u32(0), chunks);
const ipOption = (...option) =>
  ethernet(0x0800, ipv4(17, udp(1, 2, "x"), { extra: bytes(option) }));
const question = bytes(u16(1), u16(0x0100), u16(1), u16(0), u16(0), u16(0), 40, "short");

export const packets = [
  // TCP as it should be, with HTTP.
  ...web.open(),
  web.out(101, 501, asked),
  web.in(501, requested, answer),
  web.out(requested, answered, "", closing),
  web.out(requested, answered, "", closing),
  web.in(answered, requested + 1, "", closing),
  web.out(requested + 1, answered + 1),
  // By the same ports.
  again.out(9000, 0, "", { flags: "S", extra: mss }),

  // Lost segments, duplicates, retransmissions.
  ...lost.open(),
  lost.in(501, 101, "first....."),
  lost.in(521, 101, "third....."),
  lost.out(101, 511),
  lost.out(101, 511),
  lost.out(101, 511),
  lost.out(101, 511),
  lost.in(511, 101, "second...."),
  lost.in(521, 101, "third....."),
  lost.out(101, 531),
  lost.in(511, 101, "second...."),
  lost.out(101, 700),

  // Windows.
  ...full.open(),
  full.out(101, 501, "", { window: 10 }),
  full.in(501, 101, "ten bytes."),
  full.out(101, 511, "", { window: 0 }),
  full.in(511, 101, "1"),
  full.out(101, 511, "", { window: 0 }),
  full.out(101, 511, "", { window: 1000 }),

  // Refused; an acknowledgment and an urgent pointer that their flags do not announce.
  refused.out(100, 7, "", { flags: "S" }),
  refused.in(0, 101, "", { flags: "RA" }),
  refused.out(101, 1, "", { urgent: 5 }),

  // Keep-alive.
  ...idle.open(scale(15)),
  idle.out(101, 501, "some"),
  idle.in(501, 105),
  idle.out(104, 501),
  idle.in(501, 105),

  // Options whose lengths are wrong, of TCP and of IPv4; options of a SYN elsewhere.
  short.out(1, 1, "", { extra: bytes(2, 1, 0, 0) }),
  short.out(1, 1, "", { extra: bytes(2, 40, 0, 0) }),
  short.out(1, 1, "", { extra: bytes(8, 4, 0, 0) }),
  short.out(1, 1, "", { extra: mss }),
  short.out(1, 1, "", { extra: bytes(4, 2, 1, 1) }),
  short.out(1, 1, "", { extra: bytes(1, 1, 1, 1) }),
  ipOption(7, 1, 0, 0),
  ipOption(7, 40, 0, 0),

  // First lines of HTTP: long ones, other bytes.
  web.out(20000, 1, request(`/${"long/".repeat(60)}`)),
  web.out(30000, 1, request("/\u00e4\u0001\\x\t?a=%20")),
  web.in(30000, 1, "HTTP/1.1 404 Not Found\n\n"),
  there(17, udp(1900, 1900, "M-SEARCH * HTTP/1.1\r\nHost: 239.255.255.250\r\n\r\n")),

  // Lengths of options, TLVs and chunks.
  ppp(bytes(1, 1, u16(8), 1, 0, 1, 1)),
  ppp(bytes(1, 1, u16(8), 1, 1, 5, 6)),
  there6(58, icmpv6(135, 0, bytes(u32(0), Buffer.alloc(16), 1, 0, Buffer.alloc(6)))),
  there(132, sctp(bytes(1, 0, u16(2)))),
  lldp(chassis, port, bytes(6, 1, 0)),
  lldp(port),

  // Malformed; and what is quoted does not count.
  there(17, udp(40000, 53, question)),
  there(1, checked(3, 1, bytes(u32(0), ipv4(6, tcp(50009, 9, "", { flags: "S", ack: 0 }))))),
  there(17, bytes(u16(1), u16(2), u16(4), u16(0))),
  there(17, udp(40001, 69, bytes(u16(5), u16(1), "File not found", 0))),
  there(17, udp(51820, 51820, bytes(4, 0, 0, 0, u32(1), u32(0), u32(0), Buffer.alloc(16)))),
];
