// A capture filter over packets in memory, nanoseconds a packet: generated WebAssembly and the interpreter
// in Node.js, against our interpreter and libpcap's natively.
//   node test/bench/filter.mjs CAPTURE [PROGRAM]
// PROGRAM is build/native/bench/filter_packets, or where else it was built.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import create from "../../build/wasm/bpf.js";
import { bundled } from "../web/page/bundled.js";

const root = join(import.meta.dirname, "../..");
const ROUNDS = 9;
const FILTERS = [
  "ip",
  "tcp port 80",
  "udp port 53 or tcp port 443",
  "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0 and not port 80",
  "net 10.0.0.0/8 and (tcp portrange 1-1023 or icmp) and not host 10.0.0.1",
];

const { generate } = await bundled("../lib/filter/generate.ts");

/** The packets of a classic capture, little-endian: [offset, captured, original]. */
function packetsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const packets = [];
  for (let at = 24; at + 16 <= bytes.length; ) {
    const captured = view.getUint32(at + 8, true);
    packets.push([at + 16, captured, view.getUint32(at + 12, true)]);
    at += 16 + captured;
  }
  return packets;
}

async function loadModule() {
  const wasm = readFileSync(join(root, "build/wasm/bpf.wasm"));
  return create({
    instantiateWasm(imports, use) {
      WebAssembly.instantiate(wasm, imports).then(({ instance }) => use(instance));
      return {};
    },
  });
}

function compiled(module, text) {
  const filter = new module.CaptureFilter(1, 262144, 0xffffffff, true);
  const bytes = new TextEncoder().encode(text);
  module.HEAPU8.set(bytes, filter.buffer(bytes.length));
  if (!filter.compile(bytes.length) || !filter.start()) throw new Error(text);
  const count = filter.instructionCount();
  const view = new DataView(module.HEAPU8.buffer, filter.instructions(), 8 * count);
  const instructions = Array.from({ length: count }, (_, i) => ({
    code: view.getUint16(8 * i, true),
    jt: view.getUint8(8 * i + 2),
    jf: view.getUint8(8 * i + 3),
    k: view.getUint32(8 * i + 4, true),
  }));
  return { filter, instructions };
}

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

function timed(count, work) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    work();
    times.push(((performance.now() - start) * 1e6) / count);
  }
  return median(times);
}

const [path, program = join(root, "build/native/bench/filter_packets")] = process.argv.slice(2);
const bytes = readFileSync(path);
const packets = packetsOf(bytes);
const module = await loadModule();
const rowsAt = (bytes.length + 15) & ~15;
const wantedAt = rowsAt + 12 * packets.length;
const pages = Math.ceil((wantedAt + packets.length) / 65536);
const memory = new WebAssembly.Memory({ initial: pages });
new Uint8Array(memory.buffer).set(bytes);
new Uint32Array(memory.buffer, rowsAt, 3 * packets.length).set(packets.flat());

console.log(`${packets.length} packets; ns a packet, medians of ${ROUNDS}`);
console.log("generated | making it, ms | our native | libpcap's native | wanted | filter");
for (const text of FILTERS) {
  const { instructions } = compiled(module, text);
  const start = performance.now();
  const code = await generate(instructions, memory);
  const making = performance.now() - start;
  let count;
  const generated = timed(packets.length, () => {
    count = code.runAll(rowsAt, packets.length, wantedAt);
  });
  const native = execFileSync(program, [path, text], { encoding: "utf8" }).trim().split("\t");
  if (Number(native[3]) !== count) throw new Error(`${text}: ${count} packets, not ${native[3]}`);
  const figures = [generated.toFixed(1), making.toFixed(2), native[1], native[2], count];
  console.log(`${figures.join(" | ")} | ${text}`);
}
