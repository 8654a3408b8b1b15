// Contestants in writing a capture again. Of all of them the whole run is measured.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findProgram, run } from "../../.ci/command.mjs";
import { benchFolder } from "./captures.mjs";
import { benchProgram } from "./native-contestants.mjs";

// In memory where the system has a place for that: a disk that is still busy with what one wrote
// makes the next one wait.
const memory = "/dev/shm";
const folder = existsSync(memory) ? memory : benchFolder;

const packetglass = join(benchFolder, "native/packetglass");

/** Contestants over one capture: a raw copy, ours, and the tools people use. */
export function writingContestants(path) {
  const written = join(folder, "packetglass-written.part");
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

// What was written last is removed before the clock starts, and in the end.
function wholeRun(written, [program, ...args]) {
  if (!program) return undefined;
  return async () => {
    const start = process.hrtime.bigint();
    await run(program, args);
    const time = Number(process.hrtime.bigint() - start);
    rmSync(written);
    return time;
  };
}
