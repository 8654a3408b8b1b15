// Fields of all packets as columns: ours in the core, in Node.js and as one command, and tshark.
import { join } from "node:path";
import { run } from "../../.ci/command.mjs";
import { benchFolder } from "./captures.mjs";
import { benchProgram, wholeRun } from "./native-contestants.mjs";
import { timed } from "./node-contestants.mjs";

/** Fields that packets of all kinds have. */
const names = [
  ...["frame.number", "frame.time_epoch", "frame.len", "eth.src", "ip.src", "ip.dst", "ip.proto"],
  ...["tcp.srcport", "tcp.dstport", "tcp.len", "udp.srcport", "udp.dstport"],
];

const program = join(benchFolder, "native/packetglass");

export function tableContestants(path, openCapture) {
  const asked = names.flatMap((name) => ["-e", name]);
  return [
    ["table", () => milliseconds(path)],
    ["table in Node", () => timed(() => rowsInNode(path, openCapture))],
    ["print --fields", wholeRun(program, ["print", path, "--fields", names.join(",")])],
    ["tshark -T fields", wholeRun("tshark", ["-n", "-r", path, "-T", "fields", ...asked])],
  ];
}

/** The median of a few rounds in one program, in nanoseconds. */
async function milliseconds(path) {
  const [time] = (await run(benchProgram("tabulate_capture"), [path, ...names])).split("\t");
  return Number(time) * 1e6;
}

/** Opening included, as far as a table needs it: no summary. */
async function rowsInNode(path, openCapture) {
  const capture = await openCapture(path);
  for await (const batch of capture.table({ columns: names })) batch.length;
  capture.close();
}
