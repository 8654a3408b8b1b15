// QUIC versions 1 and 2: each type of the long header, coalesced packets, version negotiation,
// short headers. What is protected stays so: it is not decrypted, as keys of an Initial would
// allow.
import { back, bytes, there, u16, u32, udp } from "./packets.mjs";
import { filled, list8 } from "./tls.mjs";

const varint = (value) =>
  value < 64 ? bytes(value) : value < 16384 ? u16(0x4000 | value) : u32(0x80000000 + value);
const ids = [list8(filled(8, 0x10)), list8(filled(5, 0x20))];
const initial = (first, version, token, payload) =>
  bytes(first, u32(version), ...ids, varint(token.length), token, varint(payload.length), payload);
const long = (first, version, payload) =>
  bytes(first, u32(version), ...ids, varint(payload.length), payload);

const talk = (port, ...turns) =>
  turns.map(([side, ...parts]) =>
    side === "c"
      ? there(17, udp(port, 443, bytes(...parts)))
      : back(17, udp(443, port, bytes(...parts))),
  );

export const packets = [
  ...talk(
    50001,
    ["c", initial(0xc3, 1, [], filled(1180, 0))],
    ["s", initial(0xc0, 1, [], filled(80, 1)), long(0xe1, 1, filled(300, 2))],
    ["c", long(0xd0, 1, filled(60, 3))],
    ["c", 0x40, filled(8, 0x10), filled(40, 9)],
  ),
  ...talk(50002, ["s", 0xf0, u32(1), ...ids, "token of a retry", filled(16, 5)]),
  ...talk(
    50003,
    ["c", initial(0xc3, 1, [], filled(1180, 0))],
    ["s", 0xca, u32(0), ...ids, u32(1), u32(0x6b3343cf), u32(0x1a2a3a4a)],
  ),
  ...talk(50004, ["c", initial(0xd3, 0x6b3343cf, "token", filled(1180, 0))]),
  ...talk(50005, ["c", initial(0xc3, 0xff00001d, [], filled(1180, 0))]),
  ...talk(50006, ["c", initial(0xc3, 1, [], filled(1180, 0)).subarray(0, 100)]),
  ...talk(50007, ["c", 0xc3, u32(1), 21, filled(21, 0), 0]),
  ...talk(50008, ["c", "no packet of QUIC"]),
];
