// TLS from SSL 3.0 to 1.3: hellos with their extensions, certificates, alerts, records of each
// kind, unusual ones. Differs from tshark on purpose: nothing is remembered between packets, so records
// after a TLS 1.3 hello say TLSv1.2, as they do on the wire, and a message that is spread over
// segments is shown in the last; the fingerprint JA4 is ours.

import { certificate } from "./certificates.mjs";
import { back, bytes, tcp, there, u16, u24, u32 } from "./packets.mjs";

const list8 = (...parts) => bytes(bytes(...parts).length, ...parts);
const list16 = (...parts) => bytes(u16(bytes(...parts).length), ...parts);
const list24 = (...parts) => bytes(u24(bytes(...parts).length), ...parts);
const words = (...numbers) => bytes(...numbers.map(u16));
const filled = (size, first) => Buffer.from(Array.from({ length: size }, (_, i) => first + i));

export const record = (type, version, ...parts) => bytes(type, u16(version), list16(...parts));
export const message = (type, ...parts) => bytes(type, list24(...parts));
export const extension = (type, ...parts) => bytes(u16(type), list16(...parts));
export { filled, list8, list16, list24, words };

export const serverName = (name) => extension(0, list16(0, list16(name)));
const alpn = (...names) => extension(16, list16(...names.map((name) => list8(name))));
const groups = (...ids) => extension(10, list16(words(...ids)));
const formats = extension(11, list8(0, 1, 2));
const algorithms = (...ids) => extension(13, list16(words(...ids)));
const versions = (...ids) => extension(43, list8(words(...ids)));
const share = (group, size) => bytes(u16(group), list16(filled(size, 9)));

// The hello that the specification of JA4 has as its example.
const suites = [
  0x0a0a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014,
  0x009c, 0x009d, 0x002f, 0x0035,
];
const example = [
  extension(0x1a1a),
  extension(27, list8(words(2))),
  serverName("www.example.org"),
  extension(51, list16(share(0x2a2a, 1), share(29, 32))),
  alpn("h2", "http/1.1"),
  extension(0x4469, list16(list8("h2"))),
  extension(23),
  extension(45, list8(1)),
  algorithms(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601),
  extension(5, 1, u16(0), u16(0)),
  extension(35),
  extension(18),
  versions(0x3a3a, 0x0304, 0x0303),
  extension(0xff01, 0),
  formats,
  groups(0x4a4a, 29, 23, 24),
  extension(21, Buffer.alloc(5)),
  extension(0x5a5a, 0),
];
const random = filled(32, 0x40);
export const clientHello = (version, session, ids, extensions) =>
  message(
    1,
    u16(version),
    random,
    list8(session),
    list16(words(...ids)),
    list8(0),
    extensions.length ? list16(...extensions) : [],
  );
export const serverHello = (version, id, extensions = [], nonce = random) =>
  message(
    2,
    u16(version),
    nonce,
    list8(filled(32, 1)),
    u16(id),
    0,
    extensions.length ? list16(...extensions) : [],
  );

const others = [
  extension(1, 2),
  extension(15, 1),
  extension(17, list16(2, list16(u16(0), u16(0)))),
  extension(22),
  extension(24, 1, 0, list8(2)),
  extension(28, u16(0x4001)),
  extension(34, list16(words(0x0403))),
  extension(35, filled(16, 3)),
  extension(42),
  extension(44, list16("cookie")),
  extension(49),
  extension(50, list16(words(0x0403, 0x0807))),
  extension(0x3374),
  extension(0x1234, "unknown"),
  extension(41, list16(list16("identity"), u32(77)), list16(list8(filled(32, 5)))),
];
const retry = bytes("0xcf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
const curve = bytes(3, u16(29), list8(filled(32, 7)), u16(0x0804), list16(filled(64, 8)));
const chain = list24(list24(certificate("server")), list24(certificate("ca")));
const request = bytes(list8(1, 64), list16(words(0x0403, 0x0804)), list16());
const status = bytes(1, list24(filled(10, 1)));

const hello13 = record(22, 0x0301, clientHello(0x0303, filled(32, 0), suites, example));
const answer13 = [
  record(
    22,
    0x0303,
    serverHello(0x0303, 0x1301, [extension(43, u16(0x0304)), extension(51, share(29, 32))]),
  ),
  record(20, 0x0303, 1),
  record(23, 0x0303, filled(48, 0)),
];
const answer12 = record(
  22,
  0x0303,
  serverHello(0x0303, 0xc02f, [extension(0xff01, 0), extension(16, list16(list8("h2"))), formats]),
  message(11, chain),
  message(22, status),
  message(12, curve),
  message(13, request),
  message(14),
);
const finish12 = [
  record(22, 0x0303, message(16, list8(filled(32, 7)))),
  record(20, 0x0303, 1),
  record(22, 0x0303, Buffer.alloc(8), filled(32, 0x80)),
];

// Several packets of one connection, each from the client ("c") or the server ("s").
export function talk(serverPort, clientPort, ...turns) {
  const seq = { c: 1, s: 1 };
  return turns.map(([side, ...parts]) => {
    const data = bytes(...parts);
    const options = { seq: seq[side], ack: seq[side === "c" ? "s" : "c"] };
    seq[side] += data.length;
    return side === "c"
      ? there(6, tcp(clientPort, serverPort, data, options))
      : back(6, tcp(serverPort, clientPort, data, options));
  });
}

export const packets = [
  ...talk(443, 50001, ["c", hello13], ["s", answer13]),
  ...talk(
    443,
    50002,
    ["c", record(22, 0x0301, clientHello(0x0303, [], suites, [alpn("x"), ...others]))],
    ["s", answer12],
    ["c", finish12],
    ["s", record(22, 0x0303, message(4, u32(300), list16(filled(16, 1))))],
    ["s", record(21, 0x0303, 1, 0)],
    ["s", record(21, 0x0303, filled(26, 0))],
    ["c", record(23, 0x0303, filled(30, 0)), record(23, 0x0303, filled(20, 0))],
  ),
  ...talk(
    443,
    50003,
    ["c", hello13],
    [
      "s",
      record(
        22,
        0x0303,
        serverHello(
          0x0303,
          0x1301,
          [extension(43, u16(0x0304)), extension(51, u16(23)), extension(44, list16("again"))],
          retry,
        ),
      ),
    ],
  ),
  ...talk(
    443,
    50004,
    ["c", record(22, 0x0300, clientHello(0x0300, [], [4, 5, 10], []))],
    ["s", record(22, 0x0300, serverHello(0x0300, 5)), record(22, 0x0300, message(0))],
  ),
  ...talk(
    443,
    50005,
    ["c", record(22, 0x0301, clientHello(0x0301, [], [47], [serverName("")]))],
    ["s", record(21, 0x0301, 2, 40)],
  ),
  ...talk(
    443,
    50006,
    ["c", record(22, 0x0302, clientHello(0x0302, [], [47], []))],
    [
      "s",
      record(
        22,
        0x0302,
        serverHello(0x0302, 47),
        message(15, u16(4), filled(4, 0)),
        message(20, filled(12, 0)),
        message(24, 1),
      ),
    ],
  ),
  ...talk(8443, 50007, ["c", hello13], ["c", record(24, 0x0303, 1, u16(4), "ping", filled(16, 0))]),
  // A record longer than what is there, one whose length fits nothing, one that stops early.
  ...talk(443, 50008, ["c", hello13.subarray(0, 50)]),
  ...talk(443, 50009, ["c", record(22, 0x0303, bytes(1, u24(4), u16(0x0303), 1, 2))]),
  ...talk(443, 50010, [
    "c",
    record(22, 0x0301, message(1, u16(0x0303), random, list8(), u16(400), words(47))),
  ]),
  ...talk(443, 50011, ["c", record(22, 0x0303, message(99, "what"), filled(20, 0))]),
  ...talk(443, 50012, ["c", "no record at all"]),
];
