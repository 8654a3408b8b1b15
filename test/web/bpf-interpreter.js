// The module bpf as it is built, with its interpreter, which generated code is compared with.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import create from "../../build/wasm/bpf.js";
import { bundled } from "./page/bundled.js";

const path = join(import.meta.dirname, "../../build/wasm/bpf.wasm");
const { generate } = await bundled("../lib/filter/generate.ts");

let loading;

/** What follows, over one instance. */
export function interpreter() {
  loading ??= load();
  return loading;
}

async function load() {
  const module = await create({
    instantiateWasm(imports, use) {
      WebAssembly.instantiate(readFileSync(path), imports).then(({ instance }) => use(instance));
      return {};
    },
  });
  return {
    compile: compiler(module),
    answer: answerer(module),
    disagreement: comparer(module),
    random: randomProgram,
  };
}

function fill(module, filter, bytes) {
  const address = filter.buffer(bytes.length);
  module.HEAPU8.set(bytes, address);
  return bytes.length;
}

function textOf(module, filter) {
  const from = filter.text();
  return new TextDecoder().decode(module.HEAPU8.slice(from, from + filter.textSize()));
}

/** Programs as one line, undefined where a filter is rejected. */
const compiler = (module) => (text, options) => {
  const filter = new module.CaptureFilter(...options);
  try {
    if (!filter.compile(fill(module, filter, new TextEncoder().encode(text)))) return undefined;
    filter.print(3);
    return textOf(module, filter).trimEnd().replaceAll("\n", ";");
  } finally {
    filter.delete();
  }
};

/** What the interpreter says of a packet. */
const answerer = (module) => (program, packet) => {
  const filter = new module.CaptureFilter(1, 1, 0, true);
  try {
    fill(module, filter, bytesOf(program));
    filter.load(program.length);
    if (!filter.start()) throw new Error(textOf(module, filter));
    return filter.run(fill(module, filter, packet), packet.length);
  } finally {
    filter.delete();
  }
};

/**
 * For packets [bytes, original length]: what differs, empty where nothing does; undefined where the
 * program may not run.
 */
const comparer = (module) => async (program, packets) => {
  const filter = new module.CaptureFilter(1, 1, 0, true);
  try {
    fill(module, filter, bytesOf(program));
    filter.load(program.length);
    if (!filter.start()) return undefined;
    const memory = new WebAssembly.Memory({ initial: 64 });
    const code = await generate(program, memory);
    for (const [packet, original] of packets) {
      const expected = filter.run(fill(module, filter, packet), original);
      // At an odd address, with other bytes behind it.
      new Uint8Array(memory.buffer).fill(0xa5, 0, packet.length + 16).set(packet, 3);
      const found = code.run(3, packet.length, original) >>> 0;
      if (found !== expected) {
        return `${JSON.stringify(program)} over ${packet}: ${found}, not ${expected}`;
      }
    }
    return batchDiffers(code, memory, filter, module, packets);
  } finally {
    filter.delete();
  }
};

// All packets at once.
function batchDiffers(code, memory, filter, module, packets) {
  const few = packets.slice(0, 500);
  const rows = new Uint32Array(memory.buffer, 0, 3 * few.length);
  const wantedAt = 12 * few.length;
  let at = wantedAt + few.length;
  for (const [i, [packet, original]] of few.entries()) {
    if (at + packet.length > memory.buffer.byteLength) return "packets are too large for the test";
    new Uint8Array(memory.buffer).set(packet, at);
    rows.set([at, packet.length, original], 3 * i);
    at += packet.length;
  }
  const count = code.runAll(0, few.length, wantedAt);
  const found = new Uint8Array(memory.buffer, wantedAt, few.length);
  const expected = few.map(([packet, original]) =>
    filter.run(fill(module, filter, packet), original) === 0 ? 0 : 1,
  );
  if (String(found) !== String(expected)) return `${found}, not ${expected}`;
  return count === expected.reduce((sum, each) => sum + each) ? "" : `${count} in all`;
}

function bytesOf(program) {
  const view = new DataView(new ArrayBuffer(8 * program.length));
  for (const [i, { code, jt, jf, k }] of program.entries()) {
    view.setUint16(8 * i, code, true);
    view.setUint8(8 * i + 2, jt);
    view.setUint8(8 * i + 3, jf);
    view.setUint32(8 * i + 4, k, true);
  }
  return new Uint8Array(view.buffer);
}

const CODES = [
  ...[0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0x80, 0x00, 0x60, 0xb1, 0x81, 0x01, 0x61, 0x02, 0x03],
  ...[0x05, 0x15, 0x25, 0x35, 0x45, 0x1d, 0x2d, 0x3d, 0x4d, 0x04, 0x14, 0x24, 0x34, 0x94, 0x54],
  ...[0x44, 0xa4, 0x64, 0x74, 0x0c, 0x1c, 0x2c, 0x3c, 0x9c, 0x5c, 0x4c, 0xac, 0x6c, 0x7c, 0x84],
  ...[0x06, 0x16, 0x07, 0x87],
];
const NUMBERS = [0, 1, 2, 4, 12, 14, 31, 32, 33, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** A program and packets for it, always the same for a seed. Few jump out of it or backwards. */
function randomProgram(seed) {
  const below = generator(seed);
  const length = 1 + below(40);
  const program = Array.from({ length }, (_, i) => {
    const code = CODES[below(CODES.length)];
    const left = length - i;
    let k = below(2) ? NUMBERS[below(NUMBERS.length)] : below(80);
    if (code === 5) k = below(20) === 0 ? 2 ** 32 - 1 - below(i + 1) : below(left);
    if ([0x02, 0x03, 0x60, 0x61].includes(code)) k = below(16);
    return { code, jt: below(left), jf: below(left), k };
  });
  program[length - 1] = { code: below(2) ? 0x06 : 0x16, jt: 0, jf: 0, k: 9 };
  // A jump behind the last is none: most programs would have one.
  for (const [i, each] of program.entries()) {
    each.jt = Math.min(each.jt, Math.max(0, length - i - 2));
    each.jf = Math.min(each.jf, Math.max(0, length - i - 2));
    if (each.code === 5 && each.k < 2 ** 31) each.k = Math.min(each.k, Math.max(0, length - i - 2));
  }
  const packets = Array.from({ length: 4 }, () => [
    Uint8Array.from({ length: below(64) }, () => below(256)),
    below(100),
  ]);
  return { program, packets };
}

// xorshift32
function generator(seed) {
  let state = (seed * 2654435761) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
}
