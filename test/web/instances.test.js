// An instance of WebAssembly for each capture, reader and writer: one that runs out of memory is
// no matter to the others, and its memory goes.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { bytes, pcap, there, u16, u32, udp } from "../captures/dissect/packets.mjs";
import { limitedPackage } from "./limited.js";
import { scratch } from "./scratch.js";
import { packets, pcap as plainPcap } from "./synthetic.js";

const file = scratch();
const small = file("small.pcap", plainPcap(packets(100)));

// 20 MiB, of which 16 are there from the beginning.
const folder = limitedPackage(file("limited"), 320);

// A packet of D-Bus, which may be large: 12 MiB. That there is no memory for its bytes is an answer.
const large = file("large.pcap", plainPcap([largePacket(12 * 2 ** 20)], { linkType: 231 }));
// Many fields, which are put into memory of `new`: where that ends, the core can only give up.
const fields = file("fields.pcap", pcap(1, [there(17, udp(53, 5353, answers(4000)))]));

function largePacket(size) {
  return { seconds: 1, fraction: 0, payload: new Uint8Array(size) };
}

function answers(count) {
  const one = bytes("0xc00c", u16(1), u16(1), u32(1), u16(4), [192, 0, 2, 1]);
  const header = bytes(u16(1), u16(0x8180), u16(0), u16(count), u16(0), u16(0));
  return bytes(header, ...Array.from({ length: count }, () => one));
}

const entries = [
  ["in this thread", "index.mjs"],
  ["in a Worker", "worker.mjs"],
];

// In a program of its own: under Jest references live on, and gc() is not there.
function run(entry, script, from = folder) {
  const common = `
    import * as glass from ${JSON.stringify(String(pathToFileURL(join(from, entry))))};
    const [small, fields, large] = ${JSON.stringify([small, fields, large])};
    const live = new Set();
    const gone = new FinalizationRegistry((id) => live.delete(id));
    const { instantiate } = WebAssembly;
    let made = 0;
    WebAssembly.instantiate = async (module, imports) => {
      const instance = await instantiate(module, imports);
      const memory = Object.values(instance.exports).find((each) => each instanceof WebAssembly.Memory);
      live.add(++made);
      gone.register(memory, made);
      return instance;
    };
    const all = async (found) => { const list = []; for await (const one of found) list.push(one); return list; };
    const codeOf = (promise) => promise.then(() => "none", (error) => error instanceof glass.CaptureError ? "CaptureError " + error.code : String(error));
    const collect = async () => {
      for (let i = 0; i < 50 && live.size > 0; i += 1) {
        gc();
        await new Promise((done) => setTimeout(done, 20));
      }
    };
    const print = (value) => console.log(JSON.stringify(value));`;
  const flags = ["--expose-gc", "--input-type=module", "--eval", common + script];
  const { stdout, stderr } = spawnSync(process.execPath, flags, { timeout: 120_000 });
  expect(stderr.toString()).toBe("");
  return JSON.parse(stdout);
}

const OUT = "CaptureError out_of_memory";

/** The package with just so much memory that a small capture opens, and 512 KiB more. */
function leastPackage() {
  for (let pages = 64; pages < 256; pages += 8) {
    const tried = limitedPackage(file(`limited-${pages}`), pages);
    const opened = run(
      "index.mjs",
      `
      const opening = glass.openCapture(small, { summary: true });
      print(await opening.then((capture) => capture.layers(0)).then(() => true, () => false));`,
      tried,
    );
    if (opened) return limitedPackage(file("least"), pages + 8);
  }
  throw new Error("No memory is enough.");
}
const least = leastPackage();

describe.each(entries)("%s", (_, entry) => {
  test("a core that gives up is an error of its capture alone, for good", () => {
    const printed = run(
      entry,
      `
      const other = await glass.openCapture(small, { summary: true });
      const capture = await glass.openCapture(fields, { summary: true });
      const failure = await capture.layers(0).catch((error) => error);
      const ask = async () => capture.rows(0, 1);
      const codes = [failure.code, await codeOf(ask()), await codeOf((async () => capture.columns.read(0, 1))())];
      const others = [(await other.rows(0, 3)).length, (await other.columns.read()).to];
      await capture.close();
      codes.push(await codeOf(ask()));
      const again = await glass.openCapture(small, { summary: true });
      print([failure.cause?.message.slice(0, 8), codes, others, (await again.packet(99)).number]);
      process.exit();`,
      least,
    );
    const codes = ["out_of_memory", OUT, OUT, "CaptureError closed"];
    expect(printed).toEqual(["Aborted(", codes, [3, 100], 100]);
  });

  test("what dissects packets of captures without a summary is made anew", () => {
    const printed = run(
      entry,
      `
      const [other, capture] = [await glass.openCapture(small), await glass.openCapture(fields)];
      const printed = [];
      for (let i = 0; i < 2; i += 1) {
        const failure = await capture.layers(0).catch((error) => error);
        printed.push(failure.code, failure.cause?.message.slice(0, 8), (await other.rows(0, 3)).length);
        printed.push((await capture.packet(0)).number);
      }
      print(printed);
      process.exit();`,
      least,
    );
    const once = ["out_of_memory", "Aborted(", 3, 1];
    expect(printed).toEqual([...once, ...once]);
  });

  test("lack of memory is the same in whatever reads and writes", () => {
    const printed = run(
      entry,
      `
      const { convert, createWriter, MemorySink, openCapture, readEvents } = glass;
      const write = async () => {
        const writer = await createWriter(new MemorySink(), { linkType: 231 });
        await writer.writePacket({ timestamp: 1n, bytes: new Uint8Array(12 * 2 ** 20) });
        await writer.close();
      };
      const rows = async () => (await openCapture(large)).rows(0, 1);
      const layers = async () => (await openCapture(large)).layers(0);
      const codes = [];
      for (let i = 0; i < 2; i += 1) {
        codes.push(
          await codeOf(convert(large, new MemorySink())),
          await codeOf(all(readEvents(large))),
          await codeOf(write()),
          await codeOf(rows()),
          await codeOf(layers()),
        );
      }
      const row = async () => (await openCapture(small)).rows(0, 1);
      print([codes, (await row()).length, (await all(readEvents(small))).length]);
      process.exit();`,
    );
    expect(printed).toEqual([Array.from({ length: 10 }, () => OUT), 1, 100]);
  });
});

describe("memory", () => {
  const uses = {
    "captures that are closed": "(await glass.openCapture(small)).close();",
    "captures that are forgotten": "await glass.openCapture(small);",
    "captures that failed, whose errors are kept": `
      const capture = await glass.openCapture(fields, { summary: true });
      kept.push(await capture.layers(0).catch((error) => error));
      capture.close();`,
    "what could not be opened": `
      kept.push(await glass.openCapture(new Uint8Array(30)).catch((error) => error));`,
    "readers that are left": "for await (const _ of glass.readEvents(small)) break;",
    "readers that are forgotten": "await glass.readEvents(small).next();",
    writers: `
      const writer = await glass.createWriter(new glass.MemorySink(), { linkType: 1 });
      await writer.writePacket({ timestamp: 1n, bytes: new Uint8Array(9) });
      await writer.close();`,
    conversions: "await glass.convert(small, new glass.MemorySink());",
  };

  test.each(Object.entries(uses))("of %s goes", (_, use) => {
    const printed = run(
      "index.mjs",
      `
      const kept = [];
      await (async () => {
        // All at once, so that none is used again.
        await Promise.all(Array.from({ length: 20 }, async () => { ${use} }));
      })();
      await collect();
      print([made, live.size]);`,
      least,
    );
    expect(printed[0]).toBeGreaterThanOrEqual(20);
    // Of each module four may wait to be used again.
    expect(printed[1]).toBeLessThanOrEqual(8);
  });

  test("for one more instance that is not there is an error out_of_memory", () => {
    const printed = run(
      "index.mjs",
      `
      WebAssembly.instantiate = async () => {
        throw new RangeError("WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory");
      };
      const codes = [await codeOf(glass.openCapture(small)), await codeOf(all(glass.readEvents(small)))];
      WebAssembly.instantiate = instantiate;
      print([codes, (await glass.openCapture(small)).length]);`,
    );
    expect(printed).toEqual([[OUT, OUT], 100]);
  });
});

test("hundreds of captures are open at once, each with memory of its own", () => {
  const printed = run(
    "index.mjs",
    `
    const captures = [];
    for (let i = 0; i < 300; i += 1) captures.push(await glass.openCapture(small));
    print([made, captures.every(({ length }) => length === 100)]);`,
  );
  expect(printed).toEqual([300, true]);
});
