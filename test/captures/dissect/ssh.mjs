// SSH: key exchanges of several methods, keys that are new, what is encrypted, HASSH, over several
// segments and several in one. Differs from tshark on purpose: what is encrypted always says so,
// and messages of a conversation whose beginning was not captured are known where they fit.
import { bytes, u32 } from "./packets.mjs";
import { filled, talk } from "./tls.mjs";

const string = (...parts) => {
  const inside = bytes(...parts);
  return bytes(u32(inside.length), inside);
};
const packet = (...parts) => {
  const payload = bytes(...parts);
  const padding = 4 + ((8 - ((payload.length + 9) % 8)) % 8);
  return bytes(u32(payload.length + padding + 1), padding, payload, Buffer.alloc(padding));
};
const exchange = (methods, ciphers, macs, compressions = "none,zlib@openssh.com") =>
  packet(
    20,
    filled(16, 1),
    ...[methods, "ssh-ed25519", ciphers, ciphers, macs, macs, compressions, "none", "", ""].map(
      (list) => string(list),
    ),
    0,
    u32(0),
  );
const hello = [
  ["s", "SSH-2.0-Server_1.0 made up\r\n"],
  ["c", "SSH-2.0-Client_2.0\r\n"],
];
const curve = exchange(
  "curve25519-sha256,diffie-hellman-group14-sha256",
  "aes128-ctr",
  "hmac-sha2-256",
);
const finite = exchange("diffie-hellman-group14-sha256", "aes128-ctr", "hmac-sha2-256");
const group = exchange(
  "diffie-hellman-group-exchange-sha256",
  "aes128-cbc,aes128-ctr",
  "hmac-sha1",
);
const sealed = exchange(
  "curve25519-sha256",
  "chacha20-poly1305@openssh.com",
  "hmac-sha2-256-etm@openssh.com",
);
const later = exchange("curve25519-sha256", "aes128-ctr", "hmac-sha2-256-etm@openssh.com");
const galois = exchange("ecdh-sha2-nistp256", "aes128-gcm@openssh.com", "hmac-sha2-256");
const unknown = exchange("kex-of-nobody", "aes128-ctr", "hmac-sha2-256");
const quantum = exchange("sntrup761x25519-sha512@openssh.com", "aes128-ctr", "hmac-sha2-256");
const number = string(0, filled(64, 3));
const key = string(string("ssh-ed25519"), string(filled(32, 5)));
const signature = string(string("ssh-ed25519"), string(filled(64, 6)));

const both = (port, offer, ...turns) =>
  talk(22, port, ...hello, ["c", offer], ["s", offer], ...turns);
const keys = [
  ["s", packet(21)],
  ["c", packet(21)],
];

export const packets = [
  ...both(
    50001,
    curve,
    ["c", packet(30, string(filled(32, 3)))],
    ["s", packet(31, key, string(filled(32, 4)), signature), packet(21), filled(44, 0x91)],
    ["c", packet(21)],
    ["c", filled(44, 0x90)],
    ["s", filled(64, 0x92)],
    ["c", packet(21)], // bytes that look like a message, but are encrypted
  ),
  ...both(
    50002,
    finite,
    ["c", packet(30, number)],
    ["s", packet(31, key, number, signature)],
    ...keys,
    ["c", filled(96, 7)],
  ),
  ...both(
    50003,
    group,
    ["c", packet(34, u32(1024), u32(2048), u32(8192))],
    ["s", packet(31, number, string(2))],
    ["c", packet(32, number)],
    ["s", packet(33, key, number, signature)],
    ...keys,
  ),
  ...both(50004, sealed, ["c", packet(30, string(filled(32, 3)))], ...keys, [
    "c",
    filled(44, 0x90),
    filled(60, 0x80),
  ]),
  ...both(
    50005,
    later,
    ["c", packet(30, string(filled(32, 3)))],
    ...keys,
    ["c", u32(16), filled(16 + 32, 0x90), u32(32), filled(32 + 32, 0x90)],
    ["s", u32(32), filled(20, 0x90)],
    ["s", filled(12 + 32, 0x90)],
  ),
  ...both(50006, galois, ["c", packet(30, string(filled(65, 4)))], ...keys, [
    "c",
    u32(16),
    filled(16 + 16, 0x90),
  ]),
  ...both(
    50007,
    unknown,
    ["c", packet(30, number)],
    ["s", packet(31, key, number, signature)],
    ["s", packet(60)],
  ),
  ...both(
    50008,
    quantum,
    ["c", packet(30, string(filled(1190, 4)))],
    ["s", packet(31, key, string(filled(1071, 4)), signature)],
  ),
  // The client first; messages in parts, and several at once.
  ...talk(
    22,
    50009,
    ["c", "SSH-2.0-Client_2.0\r\n"],
    ["s", "SSH-2.0-Server\r\n", curve.subarray(0, 100)],
    ["s", curve.subarray(100)],
    ["c", curve, packet(30, string(filled(32, 3)))],
    ["s", packet(1, u32(2), string("gone"), string(""))],
    ["s", packet(2, string("ignored"))],
    ["s", packet(3, u32(7))],
    ["s", packet(4, 1, string("debug"), string(""))],
    ["s", packet(5, string("ssh-userauth"))],
    ["s", packet(7, u32(0))],
    ["s", packet(50, string("x"))],
  ),
  ...talk(22, 50010, ["s", "SSH-1.5-Old\n"], ["c", "SSH-1.5-Old\n"], ["c", u32(12), filled(16, 1)]),
  ...talk(
    22,
    50011,
    ["s", "SSH-1.99-Both\n"],
    ["c", "SSH-2.0-New\n"],
    ["c", finite],
    ["s", finite],
    ["c", packet(30, number)],
  ),
  // Only one side was captured.
  ...talk(
    22,
    50012,
    ["c", "SSH-2.0-New\r\n"],
    ["c", finite],
    ["c", packet(30, number)],
    ["c", packet(21)],
    ["c", filled(52, 9)],
  ),
  ...talk(22, 50013, ["s", "Welcome, all\r\nSSH-2.0-New\r\n"], ["c", "SSH-2.0-New\r\n"]),
  // Its beginning was not captured.
  ...talk(22, 50014, ["s", filled(52, 0x90)], ["c", filled(36, 0x90)]),
  ...talk(22, 50015, ["s", curve], ["c", curve], ["c", packet(30, string(filled(32, 3)))]),
];
