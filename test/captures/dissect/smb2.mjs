// SMB2: a session with a share and its files, answers that name what was asked for, errors, chains.
import { bytes, u24 } from "./packets.mjs";
import { filled, talk } from "./tls.mjs";

const n16 = (value) => bytes(value & 255, value >> 8);
const n32 = (value) => bytes(n16(value & 0xffff), n16(value >>> 16));
const n64 = (value) => bytes(n32(value), n32(0));
const wide = (text) => Buffer.from(text, "utf16le");

let message = 0;
const head = (
  command,
  response,
  { status = 0, tree = 5, id, next = 0, flags = 0, session = 0x77 } = {},
) =>
  bytes(
    "0xfe",
    "SMB",
    n16(64),
    n16(1),
    n32(status),
    n16(command),
    n16(1),
    n32(flags | (response ? 1 : 0)),
    n32(next),
    n64(id),
    n32(0xfeff),
    n32(tree),
    n64(session),
    Buffer.alloc(16),
  );
const framed = (...parts) => {
  const data = bytes(...parts);
  return bytes(0, u24(data.length), data);
};
const ask = (command, body, options = {}) => {
  message += 1;
  return ["c", framed(head(command, false, { id: message, ...options }), body)];
};
const answer = (command, body, options = {}) => [
  "s",
  framed(head(command, true, { id: message, ...options }), body),
];
const refused = (command, status, options = {}) =>
  answer(command, bytes(n16(9), 0, 0, n32(0), 0), { status, ...options });

const file = (i) => bytes(n64(0x100 + i), n64(0x200 + i));
const nobody = bytes("0xffffffffffffffffffffffffffffffff");
const create = (name) => {
  const path = wide(name);
  return bytes(
    n16(57),
    0,
    0,
    n32(2),
    n64(0),
    n64(0),
    n32(0x120089),
    n32(0x80),
    n32(7),
    n32(1),
    n32(0x40),
    n16(120),
    n16(path.length),
    n32(0),
    n32(0),
    path.length ? path : 0,
  );
};
const created = (i) =>
  bytes(
    n16(89),
    0,
    0,
    n32(1),
    n64(0),
    n64(0),
    n64(0),
    n64(0),
    n64(4096),
    n64(11),
    n32(0x20),
    n32(0),
    file(i),
    n32(0),
    n32(0),
  );
const close = (i) => bytes(n16(24), n16(0), n32(0), i === undefined ? nobody : file(i));
const closed = bytes(n16(60), n16(0), n32(0), Buffer.alloc(48), n32(0));
const connect = (path) => bytes(n16(9), n16(0), n16(72), n16(wide(path).length), wide(path));
const connected = (type) => bytes(n16(16), type, 0, n32(0x30), n32(0), n32(0x1f01ff));
const read = (i, length, offset) =>
  bytes(
    n16(49),
    0x50,
    0,
    n32(length),
    n64(offset),
    file(i),
    n32(0),
    n32(0),
    n32(0),
    n16(0),
    n16(0),
    0,
  );
const readBack = (data) => bytes(n16(17), 80, 0, n32(data.length), n32(0), n32(0), data);
const write = (i, data, offset) =>
  bytes(
    n16(49),
    n16(112),
    n32(data.length),
    n64(offset),
    file(i),
    n32(0),
    n32(0),
    n16(0),
    n16(0),
    n32(0),
    data,
  );
const written = (count) => bytes(n16(17), n16(0), n32(count), n32(0), n16(0), n16(0));
const find = (i, level, pattern) =>
  bytes(
    n16(33),
    level,
    0,
    n32(0),
    file(i),
    n16(96),
    n16(wide(pattern).length),
    n32(65536),
    wide(pattern),
  );
const buffer = (offset, data) => bytes(n16(9), n16(offset), n32(data.length), data);
const getInfo = (i, kind, level) =>
  bytes(
    n16(41),
    kind,
    level,
    n32(65536),
    n16(0),
    n16(0),
    n32(0),
    n32(0),
    n32(0),
    i === undefined ? nobody : file(i),
  );
const setInfo = (i, kind, level, data) =>
  bytes(n16(33), kind, level, n32(data.length), n16(96), n16(0), n32(0), file(i), data);
const control = (code, i, data = bytes()) =>
  bytes(
    n16(57),
    n16(0),
    n32(code),
    i === undefined ? nobody : file(i),
    n32(120),
    n32(data.length),
    n32(0),
    n32(0),
    n32(0),
    n32(1024),
    n32(1),
    n32(0),
    data,
  );
const controlled = (code, data) =>
  bytes(
    n16(49),
    n16(0),
    n32(code),
    nobody,
    n32(112),
    n32(0),
    n32(112),
    n32(data.length),
    n32(0),
    n32(0),
    data,
  );
const negotiate = bytes(
  n16(36),
  n16(2),
  n16(1),
  n16(0),
  n32(0x7f),
  filled(16, 1),
  n64(0),
  n16(0x0202),
  n16(0x0210),
);
const negotiated = bytes(
  n16(65),
  n16(1),
  n16(0x0210),
  n16(0),
  filled(16, 2),
  n32(7),
  n32(0x100000),
  n32(0x100000),
  n32(0x100000),
  n64(0),
  n64(0),
  n16(128),
  n16(0),
  n32(0),
);
const setup = bytes(n16(25), 0, 1, n32(1), n32(0), n16(88), n16(0), n64(0));
const setUp = bytes(n16(9), n16(0), n16(72), n16(0));
const plain = bytes(n16(4), n16(0));

/** Messages one behind another in one frame, each but the last padded to eight bytes. */
const chain = (side, ...links) => {
  const parts = links.map(([command, body, options = {}], i) => {
    const size = 64 + body.length;
    const padding = i + 1 < links.length ? (8 - (size % 8)) % 8 : 0;
    const next = i + 1 < links.length ? size + padding : 0;
    return bytes(
      head(command, side === "s", {
        next,
        id: message + 1 + i,
        flags: i > 0 ? 4 : 0,
        ...options,
      }),
      body,
      Buffer.alloc(padding),
    );
  });
  if (side === "s") message += links.length;
  return [side, framed(...parts)];
};

export const packets = talk(
  445,
  50001,
  ask(0, negotiate, { session: 0, tree: 0 }),
  answer(0, negotiated, { session: 0, tree: 0 }),
  ask(1, setup, { tree: 0 }),
  refused(1, 0xc0000016, { tree: 0 }),
  ask(1, setup, { tree: 0 }),
  answer(1, setUp, { tree: 0 }),
  ask(3, connect("\\\\server.test\\share"), { tree: 0 }),
  answer(3, connected(1)),
  ask(3, connect("\\\\server.test\\IPC$"), { tree: 0 }),
  answer(3, connected(2), { tree: 6 }),
  ask(3, connect("\\\\server.test\\none"), { tree: 0 }),
  refused(3, 0xc00000cc, { tree: 0 }),
  ask(5, create("folder\\file.txt")),
  answer(5, created(1)),
  ask(8, read(1, 65536, 0)),
  answer(8, readBack("hello world")),
  ask(8, read(1, 65536, 11)),
  refused(8, 0xc0000011),
  ask(9, write(1, "more", 11)),
  answer(9, written(4)),
  ask(16, getInfo(1, 1, 18)),
  answer(16, buffer(72, filled(8, 0))),
  ask(16, getInfo(1, 1, 34)),
  answer(16, buffer(72, filled(56, 0))),
  ask(16, getInfo(1, 2, 3)),
  answer(16, buffer(72, filled(24, 0))),
  ask(16, getInfo(1, 3, 0)),
  refused(16, 0xc0000022),
  ask(17, setInfo(1, 1, 20, n64(100))),
  answer(17, bytes(n16(2))),
  ask(7, bytes(n16(24), n16(0), n32(0), file(1))),
  answer(7, plain),
  ask(10, bytes(n16(48), n16(1), n32(0), file(1), n64(0), n64(10), n32(2), n32(0))),
  answer(10, plain),
  ask(6, close(1)),
  answer(6, closed),
  ask(6, close(1)),
  refused(6, 0xc0000128),
  ask(5, create("")),
  answer(5, created(2)),
  ask(14, find(2, 37, "*")),
  answer(14, buffer(72, filled(16, 0))),
  ask(14, find(2, 37, "*")),
  refused(14, 0x80000006),
  ask(15, bytes(n16(32), n16(1), n32(1024), file(2), n32(0x17), n32(0))),
  refused(15, 0x103, { flags: 2 }),
  refused(15, 0xc0000120, { flags: 2 }),
  ask(12, plain),
  ask(5, create("nowhere.txt")),
  refused(5, 0xc0000034),
  ask(5, create("srvsvc"), { tree: 6 }),
  answer(5, created(3), { tree: 6 }),
  ask(11, control(0x0011c017, 3, filled(16, 1)), { tree: 6 }),
  answer(11, controlled(0x0011c017, filled(16, 2)), { tree: 6 }),
  ask(11, control(0x00140204, undefined), { tree: 6 }),
  refused(11, 0xc0000225, { tree: 6 }),
  ask(11, control(0x000900a8, 2)),
  refused(11, 0xc0000275),
  ask(13, plain, { tree: 0 }),
  answer(13, plain, { tree: 0 }),
  chain("c", [5, create("chained.txt")], [16, getInfo(undefined, 1, 5)], [6, close()]),
  chain("s", [5, created(4)], [16, buffer(72, filled(24, 0))], [6, closed]),
  [
    "s",
    framed(head(18, true, { id: 0, tree: 0, session: 0 }), bytes(n16(24), 0, 0, n32(0), file(2))),
  ],
  ask(18, bytes(n16(24), 0, 0, n32(0), file(2))),
  ask(8, read(9, 100, 0)), // a file whose name was not captured
  answer(8, readBack("x")),
  ask(4, plain),
  answer(4, plain),
  ask(2, plain, { tree: 0 }),
  answer(2, plain, { tree: 0 }),
  ["c", framed("0xfd", "SMB", filled(60, 1))],
  ["c", framed("0xfc", "SMB", filled(60, 1))],
  ask(99, plain),
  answer(9, written(4), { id: 9999 }), // nobody asked
  ["c", framed(head(5, false, { id: 500 }), create("cut.txt").subarray(0, 30))],
);
