// DNS (all common record types, compression, EDNS, updates, damaged names), DNS over TCP, multicast
// DNS and LLMNR.
// Where we differ from tshark on purpose: an OpenPGP key is bytes, not text; each message of a TCP
// segment is a layer; a message that goes on in the next segment is shown as far as it is there; a
// record that is incomplete shows the fields that are whole; GSS-API in a TKEY record is not opened.
import {
  back,
  bytes,
  client,
  ethernet,
  ip4,
  ip6,
  ipv4,
  server,
  tcp,
  there,
  there6,
  u16,
  u32,
  udp,
} from "./packets.mjs";

/** "www.example.com" as labels; a "@12" at the end is a pointer to byte 12. */
function name(text) {
  const [labels, pointer] = text.split("@");
  const parts = labels
    .split(".")
    .filter(Boolean)
    .map((label) => bytes(label));
  const end = pointer === undefined ? [0] : u16(0xc000 + Number(pointer));
  return bytes(...parts.map((label) => bytes(label.length, label)), end);
}

const string = (text) => bytes(text.length, text);
const question = (who, type, group = 1) => bytes(name(who), u16(type), u16(group));
const record = (who, type, data, { group = 1, ttl = 3600 } = {}) =>
  bytes(name(who), u16(type), u16(group), u32(ttl), u16(bytes(data).length), data);

function message(id, flags, { questions = [], answers = [], authority = [], more = [] }) {
  const counts = [questions, answers, authority, more].map((list) => u16(list.length));
  return bytes(u16(id), u16(flags), ...counts, ...questions, ...answers, ...authority, ...more);
}

const ask = (data) => there(17, udp(40053, 53, data));
const answer = (data) => back(17, udp(53, 40053, data));
const asked = question("example.com", 1);
let lastId = 100;
const reply = (type, ...answers) =>
  answer(message(++lastId, 0x8180, { questions: [question("example.com", type)], answers }));
// A record of the name asked for, which is at byte 12.
const own = (type, data, options) => record("@12", type, data, options);

const option = (code, data) => bytes(u16(code), u16(bytes(data).length), data);
const edns = (options = [], { size = 1232, ttl = 0x8000 } = {}) =>
  record("", 41, options, { group: size, ttl });
const parameter = option;

const bitmap = "0x000762018008000380";
const dated = bytes(u32(1735689600), u32(1733011200));
const signature = bytes(u16(1), 13, 2, u32(3600), dated, u16(4711), name("example.com"), "0xabcd");
const key = bytes(u16(257), 3, 13, "0x00112233445566778899aabbccddeeff");

const classic = [
  reply(1, own(1, ip4("192.0.2.80")), own(1, ip4("192.0.2.81"))),
  reply(28, own(28, ip6("2001:db8::80"))),
  reply(2, own(2, name("ns1@12")), own(2, name("ns2@12"))),
  reply(1, own(5, name("www@12")), record("www@12", 1, ip4("192.0.2.80"))),
  answer(
    message(8, 0x8583, {
      questions: [asked],
      authority: [
        own(6, bytes(name("ns1@12"), name("hostmaster@12"), ...[1, 7200, 3600, 99, 60].map(u32))),
      ],
    }),
  ),
  reply(12, own(12, name("host.example.net"))),
  reply(15, own(15, bytes(u16(10), name("mail@12")))),
  reply(16, own(16, bytes(string("v=spf1 -all"), string("second"))), own(99, string("v=spf1"))),
  reply(33, record("_sip._tcp@12", 33, bytes(u16(1), u16(2), u16(5060), name("sip@12")))),
  reply(
    35,
    own(35, bytes(u16(100), u16(50), string("s"), string("SIP+D2U"), string(""), name("sip@12"))),
  ),
  reply(13, own(13, bytes(string("RISC-V"), string("Linux")))),
  reply(39, own(39, name("example.net"))),
  reply(17, own(17, bytes(name("admin@12"), name("text@12")))),
  reply(18, own(18, bytes(u16(1), name("afs@12")))),
  reply(29, own(29, "0x00121613898171a075d71a3c00989680")),
  reply(36, own(36, bytes(u16(5), name("kx@12")))),
  reply(256, own(256, bytes(u16(10), u16(1), "https://example.com/"))),
  reply(11, own(11, bytes(ip4("192.0.2.1"), 6, "0x0000004000"))),
  reply(108, own(108, "0x0200000000ab"), own(109, "0x02000000000000ab")),
  reply(42, own(42, bytes(u16(1), 24, 3, "0xc00002", u16(2), 32, 0x84, "0x20010db8"))),
  reply(10, own(10, "0x010203"), own(65300, "0x0405")),
];

const security = [
  reply(43, own(43, bytes(u16(4711), 13, 2, Buffer.alloc(32, 0x5a))), own(46, signature)),
  reply(46, own(46, signature)),
  reply(47, own(47, bytes(name("next.example.com"), bitmap))),
  reply(50, own(50, bytes(1, 1, u16(10), 4, "0xaabbccdd", 20, Buffer.alloc(20, 0x11), bitmap))),
  reply(51, own(51, bytes(1, 0, u16(0), 0))),
  reply(48, own(48, key), own(48, bytes(u16(256), 3, 8, Buffer.alloc(16, 0x42)))),
  reply(60, own(60, key), own(59, bytes(u16(4711), 13, 2, Buffer.alloc(32, 0x5a)))),
  reply(52, own(52, bytes(3, 1, 1, Buffer.alloc(32, 0x77)))),
  reply(44, own(44, bytes(4, 2, Buffer.alloc(32, 0x66)))),
  reply(37, own(37, bytes(u16(1), u16(4711), 5, "0x3082"))),
  reply(45, own(45, bytes(10, 1, 2, ip4("192.0.2.9"), "0x0103"))),
  reply(61, own(61, "0x99010d04")),
  reply(62, own(62, bytes(u32(66), u16(3), bitmap))),
  reply(257, own(257, bytes(0, 5, "issueca.example")), own(257, bytes(0x80, 5, "iodefmailto:x@y"))),
  reply(257, own(257, bytes(0, 9, "issuewild;")), own(257, bytes(0, 3, "tbsx"))),
  answer(
    message(9, 0x8400, {
      questions: [asked],
      more: [
        record(
          "key",
          250,
          bytes(
            name("hmac-sha256"),
            u16(0),
            u32(1735689600),
            u16(300),
            u16(4),
            "0xdeadbeef",
            u16(9),
            u16(0),
            u16(0),
          ),
          { group: 255, ttl: 0 },
        ),
      ],
    }),
  ),
  ask(
    message(10, 0, {
      questions: [question("1.gss.example.com", 249, 255)],
      more: [
        record(
          "1.gss.example.com",
          249,
          bytes(name("gss-tsig"), dated, u16(3), u16(0), u16(3), "0x010203", u16(0)),
          { group: 255, ttl: 0 },
        ),
      ],
    }),
  ),
];

const service = [
  reply(65, own(65, bytes(u16(0), name("svc.example.net")))),
  reply(
    65,
    own(
      65,
      bytes(
        u16(1),
        name(""),
        parameter(0, u16(1)),
        parameter(1, bytes(string("h2"), string("h3"))),
        parameter(2, ""),
        parameter(3, u16(8443)),
        parameter(4, bytes(ip4("192.0.2.1"), ip4("192.0.2.2"))),
        parameter(5, "0x0004fe0d0000"),
        parameter(6, ip6("2001:db8::1")),
        parameter(667, "0x0102"),
      ),
    ),
  ),
  reply(64, own(64, bytes(u16(2), name("svc@12"), parameter(3, u16(53))))),
];

const options = [
  ask(message(11, 0x0100, { questions: [asked], more: [edns()] })),
  ask(
    message(12, 0x0120, {
      questions: [asked],
      more: [
        edns(
          bytes(
            option(8, bytes(u16(1), 24, 0, "0xc00002")),
            option(8, bytes(u16(2), 32, 0, "0x20010db8")),
            option(10, "0x0102030405060708"),
            option(12, Buffer.alloc(4)),
            option(5, "0x080d"),
            option(6, "0x02"),
            option(7, "0x01"),
            option(11, ""),
            option(13, name("example.com")),
            option(65001, "0x99"),
          ),
        ),
      ],
    }),
  ),
  answer(
    message(12, 0x8182, {
      questions: [asked],
      more: [
        edns(
          bytes(
            option(3, "ns1"),
            option(10, "0x01020304050607081112131415161718"),
            option(11, u16(100)),
            option(15, bytes(u16(6), "bad signature")),
          ),
          { size: 4096, ttl: 0x01000000 },
        ),
      ],
    }),
  ),
  ask(message(13, 0x0110, { questions: [question("", 2)], more: [edns([], { ttl: 0 })] })),
];

const forms = [
  ask(message(1, 0x0100, { questions: [asked] })),
  there6(17, udp(40053, 53, message(2, 0x0000, { questions: [question("Example.COM", 28)] }))),
  ask(message(3, 0x0100, { questions: [question("version.bind", 16, 3)] })),
  ask(message(4, 0x0100, { questions: [question("a.example.com", 255, 255), asked] })),
  ask(message(5, 0x1000, { questions: [question("", 6)] })),
  ask(message(6, 0x2000, { questions: [question("example.com", 6)], answers: [] })),
  ask(
    message(7, 0x2800, {
      questions: [question("example.com", 6)],
      answers: [record("a@12", 1, "", { group: 254, ttl: 0 })],
      authority: [
        record("b@12", 1, ip4("192.0.2.7")),
        record("c@12", 255, "", { group: 255, ttl: 0 }),
      ],
    }),
  ),
  answer(message(7, 0xa800, { questions: [question("example.com", 6)] })),
  ask(message(8, 0x3000, { questions: [bytes("")] })),
  answer(message(9, 0x8385, { questions: [asked] })),
  answer(message(9, 0x818b, { questions: [asked] })),
  answer(message(9, 0x818f, { questions: [asked] })),
  ask(message(14, 0x7840, { questions: [asked] })),
  ask(message(15, 0x0100, { questions: [question("\u0001odd \\ \u00e9\n", 1)] })),
  ask(message(25, 0x0100, { questions: [bytes(4, "0x66ff80fe", 0, u16(1), u16(1))] })),
  ask(message(16, 0x0100, { questions: [question("x@12", 1)] })),
  ask(message(26, 0x0100, { questions: [question("@12", 1)] })),
  ask(message(36, 0x0100, { questions: [bytes(0x41, 8, "a", 0, u16(1), u16(1))] })),
  ask(message(17, 0x0100, { questions: [question("far@4000", 1)] })),
  ask(
    message(18, 0x0100, {
      questions: [question(Array(8).fill("a".repeat(63)).join("."), 1)],
    }),
  ),
  ask(message(19, 0x0100, { questions: [asked, asked, asked] }).subarray(0, 40)),
  ask("0x0102"),
  reply(1, own(1, "0x0102")),
  reply(1, bytes(own(1, ip4("192.0.2.1")), "left over")),
  reply(1, own(1, ip4("192.0.2.1"), { ttl: 0x80000001, group: 4 })),
  reply(15, own(15, bytes(u16(10), name("mail@12"))).subarray(0, 14)),
];

const segment = (data) => bytes(u16(data.length), data);
const overTcp = [
  there(6, tcp(40053, 53, segment(message(20, 0x0100, { questions: [asked], more: [edns()] })))),
  back(
    6,
    tcp(
      53,
      40053,
      bytes(
        segment(message(20, 0x8180, { questions: [asked], answers: [own(1, ip4("192.0.2.1"))] })),
        segment(message(21, 0x8180, { questions: [asked], answers: [own(5, name("b@12"))] })),
      ),
    ),
  ),
  there(6, tcp(40054, 53, segment(message(22, 0x0100, { questions: [asked] })).subarray(0, 20))),
  there(6, tcp(40055, 53, "not DNS at all, but at its port")),
];

const group = { mac: "01:00:5e:00:00:fb", ip4: "224.0.0.251" };
const multicast = (data, port = 5353) =>
  ethernet(0x0800, ipv4(17, udp(port, port, data), { to: group.ip4, ttl: 255 }), { to: group });
const local = [
  multicast(
    message(0, 0, {
      questions: [
        question("_http._tcp.local", 12),
        question("_ipp._tcp.local", 12, 0x8001),
        question("host.local", 255, 0x80ff),
      ],
      answers: [record("_http._tcp.local", 12, name("printer._http._tcp.local"))],
      more: [edns(option(4, "0x00000200000000010200000000ab"), { size: 1440 | 0x8000, ttl: 4500 })],
    }),
  ),
  multicast(
    message(0, 0x8400, {
      answers: [
        record("printer._http._tcp.local", 33, bytes(u16(0), u16(0), u16(80), name("host.local")), {
          group: 0x8001,
          ttl: 120,
        }),
        record("printer._http._tcp.local", 16, bytes(string("path=/"), string("")), { ttl: 4500 }),
        record("host.local", 1, ip4(client.ip4), { group: 0x8001, ttl: 120 }),
      ],
      more: [record("host.local", 47, bytes(name("host.local"), "0x000440000008"))],
    }),
  ),
  there(17, udp(40055, 5355, message(0x77, 0, { questions: [question("wpad", 1)] }))),
  back(
    17,
    udp(
      5355,
      40055,
      message(0x77, 0x8000, {
        questions: [question("wpad", 1)],
        answers: [record("wpad", 1, ip4(server.ip4))],
      }),
    ),
  ),
  there(17, udp(40055, 5355, message(0x78, 0x0700, { questions: [question("wpad", 28)] }))),
];

export const packets = [
  ...forms,
  ...classic,
  ...security,
  ...service,
  ...options,
  ...overTcp,
  ...local,
];
