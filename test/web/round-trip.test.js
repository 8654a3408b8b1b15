// packetglass convert on real captures: what is read is written back.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { present, realCaptures } from "./oracle.js";
import { refusals } from "./oracle-refusals.js";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");

let folder;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "packetglass-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the binary; resolves to its exit code and what it printed. */
async function packetglass(...words) {
  const options = { maxBuffer: 2 ** 30 };
  return promisify(execFile)(binary, words, options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}

/** Where the first thing was skipped or truncated; the size of the file where nothing was. */
function firstDamage(stderr, size) {
  const offsets = [...stderr.matchAll(/byte (\d+): [^\n]*(?:skipped|ends inside)/g)];
  return Math.min(size, ...offsets.map(([, offset]) => Number(offset)));
}

if (present) {
  describe("what is read is written back byte for byte, up to the first damage", () => {
    for (const { path, file } of realCaptures().filter(({ compression }) => !compression)) {
      test(path, async () => {
        // No known extension: the format stays.
        const out = join(folder, "out");
        rmSync(out, { force: true });
        const { code, stderr } = await packetglass("convert", file, out);
        const source = readFileSync(file);
        const intact = firstDamage(stderr, source.length);
        if (code === 0) expect(intact).toBe(source.length);
        // What is refused has no output.
        expect(existsSync(out)).toBe(!refusals.has(path));
        if (refusals.has(path)) return;
        // Not by toEqual(): the difference of two large buffers takes minutes to print.
        const written = readFileSync(out);
        expect(written.length).toBeGreaterThanOrEqual(intact);
        expect(Buffer.compare(written.subarray(0, intact), source.subarray(0, intact))).toBe(0);
      });
    }
  });
} else {
  test.skip("what is read is written back (real captures are absent)", () => {});
}
