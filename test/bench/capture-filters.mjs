// A capture filter over packets in memory: generated WebAssembly in Node.js, against our interpreter and
// libpcap's natively.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "../../.ci/command.mjs";
import { bundled } from "../web/page/bundled.js";
import { benchProgram } from "./native-contestants.mjs";

const ROUNDS = 9;
const FILTERS = [
  "ip",
  "tcp port 80",
  "udp port 53 or tcp port 443",
  "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0 and not port 80",
  "net 10.0.0.0/8 and (tcp portrange 1-1023 or icmp) and not host 10.0.0.1",
];

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
  const { default: create } = await import(join(root, "build/wasm/bpf.js"));
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

/**
 * Runs the filters over a classic capture, little-endian, by filter_packets and here: nanoseconds a packet
 * of each, all filters together, and milliseconds that a program took to be generated at most.
 */
export async function captureFilters(path) {
  const bytes = readFileSync(path);
  const packets = packetsOf(bytes);
  const { generate } = await bundled("../lib/filter/generate.ts");
  const module = await loadModule();
  const rowsAt = (bytes.length + 15) & ~15;
  const wantedAt = rowsAt + 12 * packets.length;
  const pages = Math.ceil((wantedAt + packets.length) / 65536);
  const memory = new WebAssembly.Memory({ initial: pages });
  new Uint8Array(memory.buffer).set(bytes);
  new Uint32Array(memory.buffer, rowsAt, 3 * packets.length).set(packets.flat());
  const sums = { generated: 0, interpreted: 0, libpcap: 0, making: 0 };
  for (const text of FILTERS) {
    const { instructions } = compiled(module, text);
    const start = performance.now();
    const code = await generate(instructions, memory);
    sums.making = Math.max(sums.making, performance.now() - start);
    let count;
    sums.generated += timed(packets.length, () => {
      count = code.runAll(rowsAt, packets.length, wantedAt);
    });
    const native = (await run(benchProgram("filter_packets"), [path, text])).trim().split("\t");
    if (Number(native[3]) !== count) throw new Error(`${text}: ${count} packets, not ${native[3]}`);
    sums.interpreted += Number(native[1]);
    sums.libpcap += Number(native[2]);
  }
  return sums;
}
