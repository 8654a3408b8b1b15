// packetglass convert on real captures: what is read is written back.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
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

/** Where the first thing was skipped or cut; the size of the file where nothing was. */
function firstDamage(stderr, size) {
  const offsets = [...stderr.matchAll(/byte (\d+): [^\n]*(?:skipped|ends inside)/g)];
  return Math.min(size, ...offsets.map(([, offset]) => Number(offset)));
}

if (present) {
  describe("what is read is written back byte for byte, up to the first damage", () => {
    for (const { path, file } of realCaptures().filter(({ compression }) => !compression)) {
      test(path, async () => {
        const out = join(folder, "out.pcap");
        const { code, stderr } = await packetglass("convert", "--force", file, out);
        const [source, written] = [readFileSync(file), readFileSync(out)];
        const intact = firstDamage(stderr, source.length);
        if (code === 0) expect(intact).toBe(source.length);
        const kept = source.subarray(0, Math.min(intact, written.length));
        expect(written.subarray(0, kept.length)).toEqual(kept);
        expect(kept.length).toBe(refusals.has(path) ? 0 : intact);
      });
    }
  });
} else {
  test.skip("what is read is written back (../shared/captures is absent)", () => {});
}
