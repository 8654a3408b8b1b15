// Native contestants. Ours and libpcap's time themselves; of other programs the whole run is
// measured, start-up included.
import { join } from "node:path";
import { findProgram, root, run } from "../../.ci/command.mjs";
import { benchFolder } from "./captures.mjs";

const programs = join(benchFolder, "native/bench");

/** Programs of Debian packages that are measured where they are installed. */
export const peers = {
  capinfos: "wireshark-common",
  editcap: "wireshark-common",
  mergecap: "wireshark-common",
  reordercap: "wireshark-common",
  tcpdump: "tcpdump",
  tcprewrite: "tcpreplay",
  tshark: "tshark",
  valgrind: "valgrind",
};

/** Path of one of test/bench's own programs. */
export function benchProgram(name) {
  return join(programs, name);
}

/** Runs one of test/bench's own programs; resolves to what it prints, parsed. */
export async function ask(name, ...args) {
  return JSON.parse(await run(benchProgram(name), args));
}

/** Contestants over one capture. */
export function nativeContestants(path) {
  return [
    ["read()", timed("read_alone", path)],
    ["native", timed("index_capture", path)],
    ["native, summary", timed("summarise_capture", path)],
    ["native, 5-tuples", timed("summarise_capture", "--tuples", path)],
    ["libpcap", timed("libpcap_loop", path)],
    ["capinfos", wholeRun("capinfos", ["-c", path])],
    ["tcpdump", wholeRun("tcpdump", ["--count", "-r", path])],
  ];
}

/** The core in WebAssembly, as a program for Node.js. */
export function programContestants(path) {
  const program = join(root, "build/wasm/bench/summarise_capture.cjs");
  const time = (option) => async () =>
    JSON.parse(await run(process.execPath, [program, option, path])).ns;
  return [
    ["wasm program", time("--index")],
    ["wasm program, 5-tuples", time("--tuples")],
  ];
}

/** Ours with the columns of each packet, and tshark printing the same ones. */
export function summaryContestants(path) {
  const columns = ["Time", "Protocol", "Source", "Destination", "Length"].map(
    (column) => `_ws.col.${column}`,
  );
  const ports = ["tcp.srcport", "tcp.dstport", "udp.srcport", "udp.dstport"];
  const fields = [...columns, ...ports, "tcp.stream", "udp.stream"].flatMap((name) => ["-e", name]);
  return [
    ["native, summary", timed("summarise_capture", path)],
    ["tshark", wholeRun("tshark", ["-n", "-r", path, "-T", "fields", ...fields])],
  ];
}

function timed(name, ...args) {
  return async () => (await ask(name, ...args)).ns;
}

/** Measures a whole run of a program, by its name or path; undefined where it is not installed. */
export function wholeRun(name, args) {
  const program = findProgram(name);
  return (
    program &&
    (async () => {
      const start = process.hrtime.bigint();
      await run(program, args);
      return Number(process.hrtime.bigint() - start);
    })
  );
}

/**
 * Instructions per packet by callgrind, of two captures of different size; undefined without
 * valgrind.
 */
export async function instructionsPerPacket(single, double) {
  if (!findProgram("valgrind")) return undefined;
  // The difference of two runs leaves out start-up and everything else that happens once.
  const [less, more] = [await counted(single), await counted(double)];
  return (more.instructions - less.instructions) / (more.packets - less.packets);
}

async function counted(path) {
  const tool = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
  const output = await run("valgrind", [...tool, benchProgram("index_capture"), path]);
  return {
    instructions: Number(/Collected : (\d+)/.exec(output)[1]),
    packets: JSON.parse(/^\{.*\}$/m.exec(output)[0]).packets,
  };
}
