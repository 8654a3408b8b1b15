// QUIC whose Initial packets can be opened: RFC 9001, section 5. Versions 1 and 2 and a draft; a
// client's hello in frames that are out of order, in two datagrams, behind a Retry, sent again; the
// server's hello; a connection that is refused; packets that are damaged, or cut.
import { createCipheriv, createHmac } from "node:crypto";
import { back, bytes, there, u16, u32, udp } from "./packets.mjs";
import { clientHello, extension, filled, list8, list16, serverHello, serverName } from "./tls.mjs";

const varint = (value) =>
  value < 64 ? bytes(value) : value < 16384 ? u16(0x4000 | value) : u32(0x80000000 + value);

const versions = {
  1: { salt: "38762cf7f55934b34d179ae6a4c80cadccbb7f0a", prefix: "quic", type: 0 },
  1798521807: { salt: "0dede3def700a6db819381be6e269dcbf9bd2ed9", prefix: "quicv2", type: 1 },
  4278190109: { salt: "afbfec289993d24c9e9786f19c6111e04390a899", prefix: "quic", type: 0 },
};

const hmac = (key, data) => createHmac("sha256", key).update(data).digest();
// HKDF-Expand-Label: RFC 8446, section 7.1. One round is enough.
const expand = (secret, label, size) =>
  hmac(secret, bytes(u16(size), list8(`tls13 ${label}`), 0, 1)).subarray(0, size);
const damaged = (packet) => {
  packet[packet.length - 1] ^= 1;
  return packet;
};

function keysOf(version, id, side) {
  const { salt, prefix } = versions[version];
  const initial = hmac(Buffer.from(salt, "hex"), id);
  const secret = expand(initial, `${side} in`, 32);
  const [key, iv, header] = [
    ["key", 16],
    ["iv", 12],
    ["hp", 16],
  ].map(([name, size]) => expand(secret, `${prefix} ${name}`, size));
  return { key, iv, header };
}

// An Initial packet, sealed with the keys that come of `id`.
function initial(
  { version = 1, id, side = "client", to = id, from = bytes(), token = bytes() },
  number,
  ...frames
) {
  const { key, iv, header: headerKey } = keysOf(version, id, side);
  const plain = bytes(...frames);
  const head = bytes(
    0xc1 | (versions[version].type << 4),
    u32(version),
    list8(to),
    list8(from),
    varint(token.length),
    token,
    varint(2 + plain.length + 16),
    u16(number),
  );
  const nonce = Buffer.from(iv);
  nonce.writeUInt16BE(nonce.readUInt16BE(10) ^ number, 10);
  const seal = createCipheriv("aes-128-gcm", key, nonce).setAAD(head);
  const packet = Buffer.concat([head, seal.update(plain), seal.final(), seal.getAuthTag()]);
  const sample = packet.subarray(head.length + 2, head.length + 18);
  const mask = createCipheriv("aes-128-ecb", headerKey, null).update(sample);
  packet[0] ^= mask[0] & 0x0f;
  packet[head.length - 2] ^= mask[1];
  packet[head.length - 1] ^= mask[2];
  return packet;
}

const crypto = (data, from = 0, to = data.length) =>
  bytes(6, varint(from), varint(to - from), data.subarray(from, to));
const padding = (size) => Buffer.alloc(size);
const ping = bytes(1);
const ack = (largest, ...rest) => bytes(2, varint(largest), varint(20), ...rest);

const hello = (name, share = 32) =>
  clientHello(
    0x0303,
    bytes(),
    [0x1301, 0x1302],
    [
      serverName(name),
      extension(16, list16(list8("h3"))),
      extension(10, list16(u16(29))),
      extension(13, list16(u16(0x0403))),
      extension(51, list16(u16(29), list16(filled(share, 3)))),
      extension(43, list8(u16(0x0304))),
      extension(57, varint(1), varint(2), u16(0x4400)),
    ],
  );
const answer = serverHello(0x0303, 0x1301, [
  extension(43, u16(0x0304)),
  extension(51, u16(29), list16(filled(32, 7))),
]);

const talk = (port, ...turns) =>
  turns.map(([side, ...parts]) =>
    side === "c"
      ? there(17, udp(port, 443, bytes(...parts)))
      : back(17, udp(443, port, bytes(...parts))),
  );

// A connection from hello to the answers to it; further packets are protected otherwise.
function connection(port, version, name) {
  const id = filled(8, port & 0x7f);
  const clientId = filled(5, 0x20);
  const serverId = filled(8, 0x60);
  const said = hello(name);
  const fromServer = { version, id, side: "server", to: clientId, from: serverId };
  return talk(
    port,
    ["c", initial({ version, id, from: clientId }, 0, crypto(said), padding(800))],
    [
      "s",
      initial(fromServer, 0, ack(0, 0, 0), crypto(answer)),
      bytes(0xe1, u32(version), list8(clientId), list8(serverId), varint(200), filled(200, 1)),
    ],
    ["c", initial({ version, id, to: serverId, from: clientId }, 1, ack(0, 0, 0), padding(900))],
  );
}

const shuffled = hello("shuffled.example.test");
const long = hello("long.example.test", 1300);
const id = (first) => filled(8, first);

export const packets = [
  ...connection(50001, 1, "one.example.test"),
  ...connection(50002, 0x6b3343cf, "two.example.test"),
  ...connection(50003, 0xff00001d, "draft.example.test"),
  ...talk(50004, [
    "c",
    initial(
      { id: id(1) },
      0,
      crypto(shuffled, 100),
      ping,
      padding(7),
      crypto(shuffled, 0, 3),
      ping,
      ping,
      crypto(shuffled, 50, 100),
      crypto(shuffled, 3, 50),
      padding(700),
    ),
  ]),
  // Two datagrams, then the first one again, and one with both packets in it.
  ...talk(
    50005,
    ["c", initial({ id: id(2) }, 0, crypto(long, 0, 1000), padding(60))],
    ["c", initial({ id: id(2) }, 1, crypto(long, 1000), padding(400))],
    ["c", initial({ id: id(2) }, 2, crypto(long, 0, 1000), padding(60))],
  ),
  ...talk(50006, [
    "c",
    initial({ id: id(3) }, 0, crypto(shuffled, 0, 90), padding(100)),
    initial({ id: id(3) }, 1, crypto(shuffled, 90), padding(600)),
  ]),
  // The second datagram first.
  ...talk(
    50007,
    ["c", initial({ id: id(4) }, 1, crypto(long, 1000), padding(400))],
    ["c", initial({ id: id(4) }, 0, crypto(long, 0, 1000), padding(60))],
  ),
  // Keys come of the id that the Retry has.
  ...talk(
    50008,
    ["c", initial({ id: id(5), from: id(6) }, 0, crypto(shuffled), padding(800))],
    ["s", 0xf0, u32(1), list8(id(6)), list8(id(7)), "token of a retry", filled(16, 5)],
    [
      "c",
      initial(
        { id: id(7), from: id(6), token: bytes("token of a retry") },
        1,
        crypto(shuffled),
        padding(800),
      ),
    ],
    [
      "s",
      initial(
        { id: id(7), side: "server", to: id(6), from: id(8) },
        0,
        ack(1, 0, 0),
        crypto(answer),
      ),
    ],
    [
      "c",
      initial(
        { id: id(7), to: id(8), from: id(6) },
        2,
        bytes(3, 0, 0, 1, 0, 0, 0, 4, 5, 6),
        padding(900),
      ),
    ],
  ),
  // Refused.
  ...talk(
    50009,
    ["c", initial({ id: id(9) }, 0, crypto(shuffled), padding(800))],
    [
      "s",
      initial(
        { id: id(9), side: "server", to: bytes(), from: id(10) },
        0,
        ack(0, 0, 0),
        bytes(0x1c, varint(0x128), 6, list8("no such name")),
      ),
    ],
  ),
  // Another connection of the same ports.
  ...talk(50009, [
    "c",
    initial({ id: id(11) }, 0, crypto(hello("again.example.test")), padding(800)),
  ]),
  // A tag that does not fit; a packet that is cut; one without the first; frames that are none.
  ...talk(50010, ["c", damaged(initial({ id: id(12) }, 0, crypto(shuffled), padding(800)))]),
  ...talk(50011, [
    "c",
    initial({ id: id(13) }, 0, crypto(shuffled), padding(800)).subarray(0, 400),
  ]),
  ...talk(50012, [
    "s",
    initial({ id: id(14), side: "server", to: bytes(), from: id(15) }, 0, crypto(answer)),
  ]),
  ...talk(50013, [
    "c",
    initial({ id: id(16) }, 0, ping, bytes(0x06, varint(0), varint(4000)), padding(30)),
  ]),
  ...talk(50014, ["c", initial({ id: id(17) }, 0, ping, bytes(0x3f), padding(30))]),
  ...talk(50015, [
    "c",
    initial({ id: id(18) }, 0, bytes(2, 9, 0, varint(9000), 1, 2, 3), padding(30)),
  ]),
];
