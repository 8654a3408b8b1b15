// Display filters: ours over an open capture and as one command, and tshark.
import { join } from "node:path";
import { benchFolder } from "./captures.mjs";
import { wholeRun } from "./native-contestants.mjs";
import { timed } from "./node-contestants.mjs";

/** What columns say, and what takes dissection. */
export const filters = {
  columns: "tcp.flags.reset == 1 or (ip.addr == 10.0.0.0/12 and udp)",
  dissected: "tcp.len > 1000 or dns.qry.name",
  "HTTP and DNS": 'http.request.method == "GET" or dns.qry.name contains "example"',
};

const program = join(benchFolder, "native/packetglass");

/** Whole commands that print the numbers of what matches. */
export function filterCommands(path) {
  return Object.entries(filters).flatMap(([name, filter]) => [
    [
      `print, ${name}`,
      wholeRun(program, ["print", path, "-Y", filter, "--fields", "frame.number"]),
    ],
    [
      `tshark, ${name}`,
      wholeRun("tshark", ["-n", "-r", path, "-Y", filter, "-T", "fields", "-e", "frame.number"]),
    ],
  ]);
}

/** The package: opening a capture, and filters over it once it is open. */
export async function filtersInNode(path, openCapture) {
  const capture = await openCapture(path, { summary: true });
  const contestants = [
    ["opening", () => timed(async () => (await openCapture(path, { summary: true })).close())],
    ...Object.entries(filters).map(([name, filter]) => [
      `filter, ${name}`,
      () => timed(() => capture.filter(filter)),
    ]),
  ];
  return { contestants, close: () => capture.close() };
}
