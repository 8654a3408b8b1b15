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

describe("types", () => {
  const program = `
    import { type Capture, openCapture } from "packetglass";
    const capture: Capture = await openCapture("ten.pcap");
    const times: BigInt64Array = capture.columns.read(0, 1).timestamp;
    // @ts-expect-error a packet's number is a number
    await capture.packet("0");
    console.log(times.length);
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
