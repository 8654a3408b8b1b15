// The installed package in Node.js: imported, required, compiled against, run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { packets, pcap } from "../synthetic.js";
import { installed } from "./installed.js";

const root = join(import.meta.dirname, "../../..");
const project = installed();
const typescript = join(root, "node_modules/typescript/bin/tsc");
const node = (...args) => project.run(process.execPath, args);

beforeAll(() => project.write("ten.pcap", pcap(packets(10))));

test("import", () => {
  const program = `
    import { openCapture } from "packetglass";
    using capture = await openCapture("ten.pcap");
    const { number, bytes } = await capture.packet(3);
    console.log(capture.length, number, bytes.length);`.replace("using", "const");
  expect(node(project.write("use.mjs", program))).toBe("10 4 21\n");
});

test("require", () => {
  const program = `
    const { openCapture } = require("packetglass");
    openCapture("ten.pcap").then((capture) => console.log(capture.length));`;
  expect(node(project.write("use.cjs", program))).toBe("10\n");
});

test("import, all of it in one file", () => {
  const program = `
    import { openCapture } from "packetglass/inline";
    import { readFileSync } from "node:fs";
    const capture = await openCapture(readFileSync("ten.pcap"));
    console.log(capture.length, (await capture.layers(0)).layers.length);`;
  expect(node(project.write("inline.mjs", program))).toBe("10 2\n");
});

const inAWorker = `
  openCapture("ten.pcap").then(async (capture) => {
    const { number, bytes } = await capture.packet(3);
    await capture.close();
    console.log(number, bytes.length);
  });`;

test("import, in a Worker", () => {
  const program = `import { openCapture } from "packetglass/worker"; ${inAWorker}`;
  expect(node(project.write("worker.mjs", program))).toBe("4 21\n");
});

test("require, in a Worker", () => {
  const program = `const { openCapture } = require("packetglass/worker"); ${inAWorker}`;
  expect(node(project.write("worker.cjs", program))).toBe("4 21\n");
});

describe("types", () => {
  const program = `
    import { type Capture, openCapture } from "packetglass";
    import * as inline from "packetglass/inline";
    import * as worker from "packetglass/worker";
    const capture: Capture = await openCapture("ten.pcap");
    const times: BigInt64Array = capture.columns.read(0, 1).timestamp;
    // @ts-expect-error a packet's number is a number
    await capture.packet("0");
    const same: Capture = await inline.openCapture(new Uint8Array(24));
    const remote: worker.RemoteCapture = await worker.openCapture("ten.pcap");
    const range: BigInt64Array = (await remote.columns.read(0, 1)).timestamp;
    // @ts-expect-error the Worker is asked, and answers later
    remote.columns.read().timestamp;
    console.log(times.length, range.length, same.length);
    export {};`;

  test.each([
    ["node16", "node16"],
    ["esnext", "bundler"],
  ])(
    "with module %s and moduleResolution %s, strict",
    (module, resolution) => {
      const types = join(root, "node_modules/@types");
      const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom"];
      flags.push("--module", module, "--moduleResolution", resolution);
      flags.push("--typeRoots", types, "--types", "node", project.write("use.mts", program));
      expect(node(typescript, ...flags)).toBe("");
    },
    60_000,
  );
});

test("nothing was run and nothing else was installed", () => {
  const lock = JSON.parse(readFileSync(join(project.folder, "package-lock.json")));
  expect(Object.keys(lock.packages)).toEqual(["", "node_modules/packetglass"]);
  expect(lock.packages["node_modules/packetglass"].hasInstallScript).toBeUndefined();
});

test("npx packetglass", () => {
  expect(project.run("npx", ["--offline", "packetglass", "--help"])).toContain("--port N");
});
