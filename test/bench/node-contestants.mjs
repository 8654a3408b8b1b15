// Contestants in Node.js: the package as its users call it, and whom it is measured against.
import { closeSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { indexInJavaScript } from "./js-index.mjs";

const blockSize = 1 << 20;

// WebAssembly memory is page-aligned, as the buffer of the native yardstick is. Node.js's own
// buffers lie 16 bytes past a page, where the kernel's copy takes about twice as long.
const memory = new WebAssembly.Memory({ initial: blockSize / 65536 });
const alignedBlock = new Uint8Array(memory.buffer);
const ordinaryBlock = Buffer.allocUnsafeSlow(blockSize);

/** Contestants over one capture; `openCapture` is the built package's. */
export function nodeContestants(path, openCapture) {
  return [
    ["readSync", () => timed(() => readAlone(path, alignedBlock))],
    ["readSync, Buffer", () => timed(() => readAlone(path, ordinaryBlock))],
    ["wasm", () => timed(async () => (await openCapture(path)).close())],
    [
      "wasm, summary",
      () => timed(async () => (await openCapture(path, { summary: true })).close()),
    ],
    ["JavaScript", () => timed(() => indexInJavaScript(path))],
  ];
}

/** Reading packet by packet, without an index; the functions are the built package's. */
export function streamingContestants(path, { readEvents, readEventBatches }) {
  const each = async (packets) => {
    let bytes = 0;
    for await (const packet of packets) bytes += packet.captured_packet_length;
    return bytes;
  };
  const given = async (batches) => {
    let packets = 0;
    for await (const batch of batches) {
      packets += batch.length;
      batch.release();
    }
    return packets;
  };
  return [
    ["readEvents", () => timed(() => each(readEvents(path)))],
    ["readEventBatches", () => timed(() => given(readEventBatches(path)))],
  ];
}

/** The parser of the package pcap-parser; it emits one event per packet. */
export function pcapParserContestant(path) {
  const { parse } = createRequire(import.meta.url)("pcap-parser");
  process.noDeprecation = true; // It makes its buffers by `new Buffer`.
  return () =>
    timed(
      () =>
        new Promise((resolve, reject) => {
          let bytes = 0;
          parse(path)
            .on("packet", (packet) => {
              bytes += packet.header.capturedLength;
            })
            .on("error", reject)
            .on("end", () => resolve(bytes));
        }),
    );
}

/** Nanoseconds that a piece of work takes. */
export async function timed(work) {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start);
}

function readAlone(path, block) {
  const file = openSync(path, "r");
  while (readSync(file, block, 0, blockSize, null) > 0);
  closeSync(file);
}
