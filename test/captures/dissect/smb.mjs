// SMB, version 1: what messages ask for by name or number, and errors.
import { bytes, u24 } from "./packets.mjs";
import { talk } from "./tls.mjs";

const n16 = (v) => bytes(v & 255, v >> 8),
  n32 = (v) => bytes(n16(v & 0xffff), n16(v >>> 16));
const wide = (t) => bytes(Buffer.from(t, "utf16le"), 0, 0),
  asc = (t) => bytes(t, 0);
let mid = 0;
const head = (cmd, resp, { status = 0, uni = true, tid = 2 } = {}) =>
  bytes(
    "0xff",
    "SMB",
    cmd,
    n32(status),
    resp ? 0x98 : 0x18,
    n16(uni ? 0xc801 : 0x4801),
    n16(0),
    Buffer.alloc(8),
    n16(0),
    n16(tid),
    n16(0xfeff),
    n16(1),
    n16(mid),
  );
const fr = (...p) => {
  const d = bytes(...p);
  return bytes(0, u24(d.length), d);
};
const body = (words, data) => bytes(words.length / 2, words, n16(data.length), data);
const ask = (cmd, w, d, o) => {
  mid++;
  return ["c", fr(head(cmd, false, o), body(bytes(w), bytes(d)))];
};
const ans = (cmd, w, d, o) => ["s", fr(head(cmd, true, o), body(bytes(w), bytes(d)))];
const andx = bytes(0xff, 0, n16(0));
const ntc = (name) =>
  bytes(
    andx,
    0,
    n16(name.length - 2),
    n32(0),
    n32(0),
    n32(0x120089),
    n32(0),
    n32(0),
    n32(0x80),
    n32(7),
    n32(1),
    n32(0x40),
    n32(2),
    3,
  );
export const packets = talk(
  445,
  50001,
  ask(0x72, [], [2, "NT LM 0.12", 0]),
  ans(
    0x72,
    [
      n16(0),
      3,
      n16(50),
      n16(1),
      n32(4096),
      n32(65536),
      n32(0),
      n32(0x8000f3fd),
      n32(0),
      n32(0),
      n16(0),
      0,
    ],
    bytes(Buffer.alloc(16)),
  ),
  ask(
    0x73,
    [andx, n16(4356), n16(10), n16(0), n32(0), n16(0), n16(0), n32(0), n32(0xd4)],
    bytes(0, wide("user"), wide("DOM"), wide("OS"), wide("LM")),
  ),
  ans(0x73, [andx, n16(0)], bytes(0, wide("Unix"), wide("Samba"))),
  ask(0x75, [andx, n16(0), n16(1)], bytes(0, wide("\\\\server\\share"), "?????", 0)),
  ans(0x75, [andx, n16(1)], bytes("A:", 0, wide("NTFS"))),
  ask(0xa2, ntc(wide("\\dir\\file.txt")), bytes(0, wide("\\dir\\file.txt"))),
  ans(
    0xa2,
    [
      andx,
      0,
      n16(0x4000),
      n32(1),
      Buffer.alloc(32),
      n32(0x80),
      Buffer.alloc(16),
      n16(0),
      n16(7),
      0,
    ],
    [],
  ),
  ask(0x2e, [andx, n16(0x4000), n32(0), n16(100), n16(100), n32(0), n16(0)], []),
  ans(0x2e, [andx, n16(0), n16(0), n16(0), n16(4), n16(60), Buffer.alloc(10)], [0, "data"]),
  ask(
    0x2f,
    [andx, n16(0x4000), n32(0), n32(0), n16(0), n16(0), n16(0), n16(4), n16(64)],
    [0, "data"],
  ),
  ans(0x2f, [andx, n16(4), n16(0), n32(0)], []),
  ask(0x04, [n16(0x4000), n32(0)], []),
  ans(0x04, [], []),
  ask(0x06, [n16(6)], [4, wide("\\gone.txt")]),
  ans(0x06, [], [], { status: 0xc0000034 }),
  ask(0x07, [n16(6)], [4, wide("\\old"), 4, 0, wide("\\new")]),
  ans(0x07, [], []),
  ask(0x10, [], [4, wide("\\dir")]),
  ans(0x10, [], []),
  ask(0x00, [], [4, wide("\\newdir")]),
  ask(0x01, [], [4, wide("\\olddir")]),
  ask(0x08, [], [4, wide("\\info")]),
  ask(0x06, [n16(6)], [4, asc("\\ascii.txt")], { uni: false }),
  ask(0x75, [andx, n16(0), n16(1)], bytes(0, asc("\\\\server\\IPC$"), "IPC", 0), { uni: false }),
  ans(0x75, [], [], { status: 0xc0000022 }),
  ask(0x71, [], []),
  ans(0x71, [], []),
  ask(0x74, [andx], []),
  ans(0x74, [andx], []),
  ask(0x2b, [n16(1)], ["echo"]),
  ans(0x2b, [n16(1)], ["echo"]),
  ask(0x24, [andx, n16(0x4000), 0, 0, n32(0), n16(0), n16(1)], [Buffer.alloc(10)]),
  ask(0x34, [n16(3)], []),
  ask(0x99, [], []),
  ask(
    0x2d,
    [andx, n16(0), n16(0), n16(0), n16(0), n32(0), n16(1), n32(0), n32(0), n32(0)],
    [0, wide("\\open.txt")],
  ),
);
