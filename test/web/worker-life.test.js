// How long the Worker of packetglass/worker lives, and what becomes of what it held.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, renameSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { scratch } from "./scratch.js";
import { fileHeader, packets, pcap } from "./synthetic.js";

const root = join(import.meta.dirname, "../..");
const file = scratch();
const path = file("some.pcap", pcap(packets(100)));
const large = file("large.pcap", fileHeader());
truncateSync(large, 32 * 2 ** 20); // Zeros, which take no space on disk, are empty packets.
const onLinux = process.platform === "linux" ? test : test.skip;

const common = `
  import { readdirSync, readlinkSync } from "node:fs";
  import * as here from "packetglass";
  import { convert, createWriter, openCapture, readEvents, terminate } from "packetglass/worker";
  const [path, large] = ${JSON.stringify([path, large])};
  const seen = { started: 0, ended: 0 };
  process.on("worker", (worker) => {
    seen.started += 1;
    worker.once("exit", () => { seen.ended += 1; });
  });
  const files = () => readdirSync("/proc/self/fd").filter((fd) => {
    try { return [path, large].includes(readlinkSync("/proc/self/fd/" + fd)); } catch { return false; }
  }).length;
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (holds) => { for (let i = 0; i < 200 && !holds(); i += 1) { gc(); await sleep(50); } };
  const codeOf = (promise) => promise.then(() => "none", ({ code }) => code);
  const print = (value) => console.log(JSON.stringify(value));`;

// In a program of its own: under Jest references live on, and gc() is not there.
function run(script, cwd = root) {
  const flags = ["--expose-gc", "--input-type=module", "--eval", common + script];
  const { stdout, stderr } = spawnSync(process.execPath, flags, { cwd, timeout: 120_000 });
  expect(stderr.toString()).toBe("");
  return JSON.parse(stdout);
}

test("it ends some time after everything was closed, and starts again", () => {
  const printed = run(`
    const [one, two] = [await openCapture(path), await openCapture(path)];
    for await (const _ of readEvents(path)) break;
    await one.close();
    await sleep(1500);
    const still = { ...seen, length: (await two.packet(0)).number };
    await two.close();
    await until(() => seen.ended === 1);
    const ended = { ...seen };
    await (await openCapture(path)).close();
    print([still, ended, seen.started]);`);
  expect(printed).toEqual([{ started: 1, ended: 0, length: 1 }, { started: 1, ended: 1 }, 2]);
});

test("terminate() ends it with all that is under way, and another is started", () => {
  const printed = run(`
    const capture = await openCapture(path);
    const waiting = codeOf(openCapture(new ReadableStream()));
    const reading = codeOf(capture.packet(0));
    await terminate();
    const codes = [await waiting, await reading, await codeOf(capture.packet(0))];
    await capture.close();
    print([codes, { ...seen }, (await openCapture(path)).length]);
    process.exit();`);
  expect(printed).toEqual([["closed", "closed", "closed"], { started: 1, ended: 1 }, 100]);
});

onLinux("what is closed, left or forgotten is let go of there", () => {
  const printed = run(`
    const counts = [];
    const keeper = await openCapture(path);
    await (async () => {
      for (let i = 0; i < 3; i += 1) await openCapture(path);
      await readEvents(large).next();
      const closed = await openCapture(path);
      counts.push(files());
      await closed.close();
    })();
    await until(() => files() === 1);
    counts.push(files(), (await keeper.packet(0)).number);
    await keeper.close();
    await until(() => files() === 0);
    counts.push(files());
    print(counts);`);
  expect(printed).toEqual([6, 1, 1, 0]);
});

test("thousands of cycles keep memory flat", () => {
  const growth = run(`
    const cycle = () => Promise.all([
      openCapture(path).then((capture) => capture.close()),
      readEvents(path).next(),
      createWriter(new here.MemorySink(), { linkType: 1 }).then((writer) => writer.abort()),
      convert(new Uint8Array(9), new here.MemorySink()).catch(() => {}),
    ]);
    const cycles = async (count) => {
      for (let i = 0; i < count; i += 1) await cycle();
      gc();
      return process.memoryUsage().rss;
    };
    const before = await cycles(2000); // Two heaps take their time to find their sizes.
    print((await cycles(2000)) - before);`);
  // A cycle that kept its block of 1 MiB would be 2 GiB in the end.
  expect(growth).toBeLessThan(48 * 2 ** 20);
}, 120_000);

test("an open capture does not keep a program running, what is awaited does", () => {
  const printed = run(`
    const capture = await openCapture(path);
    print((await capture.packet(99)).number);`);
  expect(printed).toBe(100);
});

test("a Worker that cannot be started is reported, and tried again", () => {
  const copy = file("package/node_modules/packetglass");
  mkdirSync(copy, { recursive: true });
  for (const name of ["dist", "package.json"]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  const thread = join(copy, "dist/worker-thread-node.mjs");
  renameSync(thread, `${thread}.away`);
  const printed = run(
    `const message = () => openCapture(path).catch((error) => error.message);
     const printed = [await message(), await message()];
     const thread = ${JSON.stringify(thread)};
     (await import("node:fs")).renameSync(thread + ".away", thread);
     const capture = await openCapture(path);
     print([...printed, capture.length, seen.started]);`,
    file("package"),
  );
  const failed = expect.stringMatching(/^worker-thread-node.mjs of packetglass is not next to/);
  expect(printed).toEqual([failed, failed, 100, 1]);
});
