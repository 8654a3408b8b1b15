// The stack of the WebAssembly modules lies before everything else: what overflows it traps.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { layoutOf, withLowerStack } from "./wasm-module.js";

const SIZE = 512 * 1024;
const root = join(import.meta.dirname, "../..");
const capture = join(root, "test/captures/dissect/dns.pcap");
const modules = ["core", "dissect", "stream"];

const moduleOf = (name) => new Uint8Array(readFileSync(join(root, `dist/${name}.wasm`)));

test.each(modules)("%s: from its size down to 0, with the constants behind it", (name) => {
  const { stack, data } = layoutOf(moduleOf(name));
  expect(stack).toBe(SIZE);
  expect(data).toBeGreaterThanOrEqual(stack);
});

describe("with less stack", () => {
  let folder;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "packetglass-stack-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The package with modules that have so many bytes of stack. */
  async function packageWith(size) {
    const copy = join(folder, `${size}`);
    for (const file of readdirSync(join(root, "dist")).filter((name) => name !== "page")) {
      cpSync(join(root, "dist", file), join(copy, file), { recursive: true });
    }
    for (const name of modules) {
      writeFileSync(join(copy, `${name}.wasm`), withLowerStack(moduleOf(name), SIZE - size));
    }
    return import(pathToFileURL(join(copy, "index.mjs")));
  }

  async function layersOfAll({ openCapture }) {
    const opened = await openCapture(capture, { summary: true });
    const { length } = opened;
    for (let i = 0; i < length; i++) await opened.layers(i);
    opened.close();
    return length;
  }

  test("a sixteenth is enough for a capture", async () => {
    expect(await layersOfAll(await packageWith(SIZE / 16))).toBeGreaterThan(10);
  });

  test("an overflow ends in a trap, not in constants overwritten", async () => {
    await expect(packageWith(256).then(layersOfAll)).rejects.toThrow(/memory/);
  });
});
