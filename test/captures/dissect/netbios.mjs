// NetBIOS over TCP/IP: names, datagrams, sessions; SMB and SMB2 in sessions.
// Where we differ from tshark on purpose: of SMB only headers and the negotiation are read, so that
// smb.reserved and smb2.reserved are fewer; each message of a segment is a layer; a message that goes
// on in the next segment is shown as far as it is there; numbers of a node's status are bytes.
import { back, bytes, client, ethernet, ip4, ipv4, tcp, there, u16, u32, udp } from "./packets.mjs";

/** A NetBIOS name of 15 letters and a type, each half of a byte a letter. */
function name(text, type = 0, pad = " ") {
  const raw = bytes(text.padEnd(15, pad), type);
  const letters = [...raw].flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 15)]);
  return bytes(32, letters, 0);
}
const any = name("*", 0, "\0");

const broadcast = { mac: "ff:ff:ff:ff:ff:ff", ip4: "192.0.2.255" };
const shout = (port, data) =>
  ethernet(0x0800, ipv4(17, udp(port, port, data), { to: broadcast.ip4 }), { to: broadcast });
const header = (id, flags, ...counts) => bytes(u16(id), u16(flags), ...counts.map(u16));
const address = bytes(u16(0x6000), ip4(client.ip4));
const record = (who, type, ttl, data) =>
  bytes(who, u16(type), u16(1), u32(ttl), u16(data.length), data);

const names = [
  shout(137, bytes(header(1, 0x0110, 1, 0, 0, 0), name("WORKSTATION", 0x20), u16(32), u16(1))),
  back(
    17,
    udp(
      137,
      137,
      bytes(header(1, 0x8580, 0, 1, 0, 0), record(name("WORKSTATION", 0x20), 32, 300, address)),
    ),
  ),
  shout(
    137,
    bytes(
      header(2, 0x2910, 1, 0, 0, 1),
      name("GROUP", 0x1e),
      u16(32),
      u16(1),
      record(bytes(u16(0xc00c)), 32, 300000, bytes(u16(0xe000), ip4(client.ip4))),
    ),
  ),
  shout(
    137,
    bytes(
      header(3, 0x4000, 1, 0, 0, 1),
      name("HOST"),
      u16(32),
      u16(1),
      record(bytes(u16(0xc00c)), 32, 0, address),
    ),
  ),
  back(
    17,
    udp(
      137,
      137,
      bytes(header(4, 0x8583, 0, 1, 0, 0), record(name("NOBODY"), 10, 0, Buffer.alloc(0))),
    ),
  ),
  there(17, udp(137, 137, bytes(header(5, 0, 1, 0, 0, 0), any, u16(33), u16(1)))),
  back(
    17,
    udp(
      137,
      137,
      bytes(
        header(5, 0x8400, 0, 1, 0, 0),
        record(
          any,
          33,
          0,
          bytes(
            2,
            "HOST           ",
            0,
            u16(0x0400),
            "GROUP          ",
            0,
            u16(0x8400),
            "0x020000000001",
            Buffer.alloc(40),
          ),
        ),
      ),
    ),
  ),
  shout(137, bytes(header(6, 0x0110, 1, 0, 0, 0), name("CUT")).subarray(0, 20)),
];

const smb = (command, flags, ...rest) =>
  bytes(
    "0xff",
    "SMB",
    command,
    u32(0),
    flags,
    "0x01c8",
    Buffer.alloc(12),
    "0x0000fffe00004000",
    ...rest,
  );
const dialects = (...list) => bytes(...list.map((text) => bytes(2, text, 0)));
const littleEndian = (value) => bytes(value & 255, value >> 8);
const negotiate = dialects("NT LM 0.12", "SMB 2.002", "SMB 2.???");
const transaction = bytes(
  17,
  littleEndian(0),
  littleEndian(33),
  Buffer.alloc(22),
  3,
  0,
  "0x010000000200",
  littleEndian(50),
  "\\MAILSLOT\\BROWSE",
  0,
  1,
  0,
  "0x80fc0a00",
  "HOST",
  Buffer.alloc(12),
  4,
  9,
  "0x03100100",
  "0x0f0155aa",
  0,
);
const datagram = (type, data) =>
  shout(
    138,
    bytes(
      type,
      2,
      u16(7),
      ip4(client.ip4),
      u16(138),
      u16(data.length + 68),
      u16(0),
      name("HOST"),
      name("GROUP", 0x1d),
      data,
    ),
  );
const datagrams = [
  datagram(0x11, smb(0x25, 0, transaction)),
  datagram(0x10, bytes("no SMB here")),
  shout(138, bytes(0x13, 2, u16(8), ip4(client.ip4), u16(138), 0x82)),
];

let port = 52000;
const session = (type, data) => bytes(type, 0, u16(data.length), data);
const ask = (data, to = 139) => there(6, tcp(++port, to, data));
const answer = (data, from = 139) => back(6, tcp(from, ++port, data));
const smb2 = (command, flags, ...rest) =>
  bytes(
    "0xfe",
    "SMB",
    littleEndian(64),
    littleEndian(0),
    u32(0),
    littleEndian(command),
    littleEndian(1),
    bytes(flags, 0, 0, 0),
    u32(0),
    "0x0700000000000000",
    "0xfffe0000",
    u32(0),
    Buffer.alloc(8),
    Buffer.alloc(16),
    ...rest,
  );
const sessions = [
  ask(session(0x81, bytes(name("SERVER", 0x20), name("HOST")))),
  answer(session(0x82, Buffer.alloc(0))),
  answer(session(0x83, bytes(0x82))),
  answer(session(0x84, bytes(ip4("192.0.2.9"), u16(139)))),
  ask(session(0x85, Buffer.alloc(0))),
  ask(session(0, smb(0x72, 0x18, 0, littleEndian(negotiate.length), negotiate)), 445),
  answer(session(0, smb(0x72, 0x98, 17, littleEndian(0), Buffer.alloc(32), littleEndian(0))), 445),
  ask(
    session(
      0,
      smb2(
        0,
        0,
        littleEndian(36),
        littleEndian(2),
        littleEndian(1),
        littleEndian(0),
        u32(0),
        Buffer.alloc(16, 5),
        Buffer.alloc(8),
        littleEndian(0x0202),
        littleEndian(0x0311),
      ),
    ),
    445,
  ),
  answer(
    session(
      0,
      smb2(
        0,
        1,
        littleEndian(65),
        littleEndian(1),
        littleEndian(0x0311),
        littleEndian(0),
        Buffer.alloc(16, 6),
        u32(0),
        "0x000080000000800000008000",
        Buffer.alloc(16),
        littleEndian(128),
        littleEndian(0),
        u32(0),
      ),
    ),
    445,
  ),
  ask(session(0, smb2(5, 0, littleEndian(57), Buffer.alloc(55))), 445),
  ask(session(0, smb2(13, 0, littleEndian(4), littleEndian(0))), 445),
  ask(
    bytes(
      session(0, smb2(13, 0, littleEndian(4), littleEndian(0))),
      session(0x85, Buffer.alloc(0)),
    ),
    445,
  ),
  ask(session(0, smb2(1, 0, littleEndian(25), Buffer.alloc(200))).subarray(0, 100), 445),
];

export const packets = [...names, ...datagrams, ...sessions];
