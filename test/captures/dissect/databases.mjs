// MySQL, PostgreSQL, Redis and BitTorrent: how connections begin, and what says itself what it is.
// Differs from tshark on purpose: nothing is remembered between packets, so what a response answers
// is not known.
import { bytes, u16, u32 } from "./packets.mjs";
import { filled, talk } from "./tls.mjs";

const le = (value, size) =>
  Buffer.from(Array.from({ length: size }, (_, i) => (value / 256 ** i) & 255));
const mysql = (number, ...parts) => bytes(le(bytes(...parts).length, 3), number, ...parts);
const greeting = [
  10,
  "8.0.32-example\0",
  le(77, 4),
  "saltsalt\0",
  u16(0xffff),
  255,
  le(2, 2),
  le(0xdfff, 2),
  21,
  Buffer.alloc(10),
  "moresaltmore\0",
  "caching_sha2_password\0",
];
const message = (type, ...parts) => bytes(type, u32(bytes(...parts).length + 4), ...parts);
const startup = (...parts) => bytes(u32(bytes(...parts).length + 4), ...parts);

export const packets = [
  ...talk(
    3306,
    50001,
    ["s", mysql(0, ...greeting)],
    ["c", mysql(0, 3, "select 1")],
    ["c", mysql(0, 1)],
  ),
  ...talk(
    5432,
    50002,
    ["c", startup(u32(0x30000), "user\0someone\0database\0things\0\0")],
    ["s", message("R", u32(5), "salt")],
    ["c", message("p", "md5secret\0")],
    [
      "s",
      message("R", u32(0)),
      message("S", "server_version\0", "15\0"),
      message("K", u32(7), u32(9)),
      message("Z", "I"),
    ],
    ["c", message("Q", "select 1;\0")],
    [
      "s",
      message("T", u16(1), "a\0", u32(0), u16(0), u32(23), u16(4), u32(0xffffffff), u16(0)),
      message("D", u16(1), u32(1), "1"),
      message("C", "SELECT 1\0"),
      message("Z", "I"),
    ],
    ["s", message("E", "SERROR\0", "C42601\0", "Mwrong\0", "\0")],
    ["c", message("P", "\0select $1\0", u16(0)), message("S")],
    ["c", message("X")],
  ),
  ...talk(5432, 50012, ["c", startup(u32(80877103))], ["s", "S"]),
  ...talk(5432, 50013, ["c", startup(u32(80877102), u32(7), u32(9))]),
  ...talk(
    6379,
    50003,
    ["c", "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n"],
    ["s", "$5\r\nvalue\r\n"],
    ["s", "+OK\r\n"],
    ["s", "-ERR no such\r\n:77\r\n"],
    ["s", "$-1\r\n*0\r\n"],
  ),
  ...talk(6881, 50004, [
    "c",
    19,
    "BitTorrent protocol",
    Buffer.alloc(8),
    filled(20, 1),
    "-XX0001-abcdefghijkl",
  ]),
];
