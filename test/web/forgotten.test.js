// Captures that nobody closed: the garbage collector frees them in the end.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { scratch } from "./scratch.js";
import { packets, pcap } from "./synthetic.js";

const file = scratch();
const onLinux = process.platform === "linux" ? test : test.skip;

// In a program of its own: under Jest references live on, and gc() is not there.
function run(script) {
  const flags = ["--expose-gc", "--input-type=module", "--eval", script];
  return JSON.parse(
    execFileSync(process.execPath, flags, { cwd: join(import.meta.dirname, "../..") }),
  );
}

const common = (path) => `
  import { readdirSync, readlinkSync } from "node:fs";
  import { openCapture } from "packetglass";
  const path = ${JSON.stringify(path)};
  const count = () => readdirSync("/proc/self/fd").filter((fd) => {
    try { return readlinkSync("/proc/self/fd/" + fd) === path; } catch { return false; }
  }).length;
  const collect = async () => {
    for (let i = 0; i < 20; i += 1) { gc(); await new Promise((done) => setTimeout(done, 5)); }
  };`;

onLinux("a forgotten capture closes its file", () => {
  const path = file("forgotten.pcap", pcap(packets(100)));
  const counts = run(`${common(path)}
    const counts = [];
    await (async () => {
      const captures = [];
      for (let i = 0; i < 5; i += 1) captures.push(await openCapture(path));
      counts.push(captures && count());
    })();
    await collect();
    counts.push(count());
    console.log(JSON.stringify(counts));`);
  expect(counts).toEqual([5, 0]);
});

onLinux("columns keep what they are the columns of", () => {
  const path = file("columns.pcap", pcap(packets(100)));
  const found = run(`${common(path)}
    const columns = await (async () => (await openCapture(path)).columns)();
    await collect();
    console.log(JSON.stringify([count(), columns.read().to]));`);
  expect(found).toEqual([1, 100]);
});
