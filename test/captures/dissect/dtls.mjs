// DTLS 1.0 and 1.2: hellos with a cookie, fragments, encrypted epochs. Differs from tshark on
// purpose: fragments are not put together, and JA3 is left out.
import { back, bytes, there, u16, u24, udp } from "./packets.mjs";
import { extension, filled, list8, list16, words } from "./tls.mjs";

let sequence = 0;
const record = (type, version, epoch, ...parts) =>
  bytes(type, u16(version), u16(epoch), u16(0), u16(0), u16(sequence++), list16(...parts));
const fragment = (type, length, offset, part) =>
  bytes(type, u24(length), u16(1), u24(offset), u24(part.length), part);
const message = (type, ...parts) => {
  const body = bytes(...parts);
  return fragment(type, body.length, 0, body);
};

const random = filled(32, 0x60);
const extensions = list16(
  extension(0, list16(0, list16("www.example.org"))),
  extension(10, list16(words(29, 23))),
  extension(13, list16(words(0x0403))),
);
const hello = (version, cookie) =>
  message(
    1,
    u16(version),
    random,
    list8(),
    list8(cookie),
    list16(words(0xc02b, 0x00ff)),
    list8(0),
    extensions,
  );
const verify = message(3, u16(0xfeff), list8(filled(20, 1)));
const answer = message(2, u16(0xfefd), random, list8(filled(32, 2)), u16(0xc02b), 0);
const certificate = filled(200, 0);

const talk = (port, ...turns) =>
  turns.map(([side, ...parts]) =>
    side === "c"
      ? there(17, udp(port, 4433, bytes(...parts)))
      : back(17, udp(4433, port, bytes(...parts))),
  );

export const packets = [
  ...talk(
    50001,
    ["c", record(22, 0xfeff, 0, hello(0xfefd, []))],
    ["s", record(22, 0xfeff, 0, verify)],
    ["c", record(22, 0xfefd, 0, hello(0xfefd, filled(20, 1)))],
    ["s", record(22, 0xfefd, 0, answer), record(22, 0xfefd, 0, message(14))],
    ["s", record(22, 0xfefd, 0, fragment(11, 200, 100, certificate.subarray(0, 50)))],
    ["c", record(20, 0xfefd, 0, 1), record(22, 0xfefd, 1, filled(40, 0))],
    ["c", record(23, 0xfefd, 1, filled(30, 0))],
    ["s", record(21, 0xfefd, 1, filled(26, 0))],
  ),
  ...talk(
    50002,
    ["c", record(22, 0xfeff, 0, hello(0xfeff, []))],
    ["s", record(21, 0xfeff, 0, 2, 70)],
  ),
  ...talk(50003, ["c", record(22, 0xfefd, 0, hello(0xfefd, [])).subarray(0, 60)]),
  ...talk(50004, ["c", "no record"]),
];
