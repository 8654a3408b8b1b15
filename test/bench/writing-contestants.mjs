// Contestants in writing a capture again. Of all of them the whole run is measured.
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { findProgram, run } from "../../.ci/command.mjs";
import { benchFolder } from "./captures.mjs";
import { benchProgram } from "./native-contestants.mjs";

// In memory where the system has a place for that: a disk that is still busy with what one wrote
// makes the next one wait.
const memory = "/dev/shm";
/** Where contestants write. */
export const outFolder = existsSync(memory) ? memory : benchFolder;

const packetglass = join(benchFolder, "native/packetglass");

/** Contestants over one capture: a raw copy, ours, and the tools people use. */
export function writingContestants(path) {
  const written = join(outFolder, "packetglass-written.part");
  const convert = (...wishes) => [packetglass, "convert", path, written, ...wishes];
  return [
    ["copy", wholeRun(written, [benchProgram("copy_alone"), path, written])],
    ["convert", wholeRun(written, convert())],
    ["convert to nsec", wholeRun(written, convert("--to", "nsec"))],
    ["convert to pcapng", wholeRun(written, convert("--to", "pcapng"))],
    ["tcpdump -w", wholeRun(written, [findProgram("tcpdump"), "-r", path, "-w", written])],
    ["editcap", wholeRun(written, [findProgram("editcap"), "-F", "pcap", path, written])],
    ["editcap to pcapng", wholeRun(written, [findProgram("editcap"), path, written])],
  ];
}

/** Contestants in Node.js over one capture: raw copies, and what the built package does. */
export function nodeWritingContestants(path, { convert, readEvents, writeEvents }) {
  const out = join(outFolder, "packetglass-written-in-node.part");
  const events = () => readEvents(path, { emitFileHeaders: true });
  return [
    ["copy in Node", timedWriting(out, async () => copyAlone(path, out))],
    ["copy by fs streams", timedWriting(out, () => copyByStreams(path, out))],
    ["convert in Node", timedWriting(out, () => convert(path, out))],
    ["convert in Node to nsec", timedWriting(out, () => convert(path, out, { format: "nsec" }))],
    ["writeEvents", timedWriting(out, () => writeEvents(events(), out))],
  ];
}

const block = new Uint8Array(new WebAssembly.Memory({ initial: 16 }).buffer);

function copyAlone(from, to) {
  const [source, target] = [openSync(from, "r"), openSync(to, "w")];
  for (let size = readSync(source, block); size > 0; size = readSync(source, block)) {
    writeSync(target, block, 0, size);
  }
  closeSync(source);
  closeSync(target);
}

function copyByStreams(from, to) {
  return pipeline(createReadStream(from), createWriteStream(to));
}

function timedWriting(written, write) {
  return async () => {
    const start = process.hrtime.bigint();
    await write();
    const time = Number(process.hrtime.bigint() - start);
    rmSync(written);
    return time;
  };
}

/** The whole run of a program, whose file is removed when the clock has stopped. */
export function wholeRun(written, [program, ...args]) {
  if (!program) return undefined;
  return async () => {
    const start = process.hrtime.bigint();
    await run(program, args);
    const time = Number(process.hrtime.bigint() - start);
    rmSync(written);
    return time;
  };
}
