// packetglass convert on real captures, and against editcap and tshark where they are installed.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { present, realCaptures } from "./oracle.js";
import { refusals } from "./oracle-refusals.js";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");
const synthetic = (name) => join(root, "test/captures", `${name}.pcap`);

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

const events = async (file) => (await packetglass("events", "--time", "epoch", file)).stdout;

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

const installed = (program) => spawnSync(program, ["-v"]).error === undefined;

/** The packets that tshark sees: number, time, captured and original length. */
async function tshark(file) {
  const fields = ["frame.number", "frame.time_epoch", "frame.cap_len", "frame.len"];
  const words = ["-r", file, "-T", "fields", ...fields.flatMap((field) => ["-e", field])];
  return (await promisify(execFile)("tshark", words)).stdout;
}

// The variants that Wireshark knows. What it writes of AIX and IXIA: nothing; those it reads only.
const writtenByEditcap = ["pcap", "nsecpcap", "rh6_1pcap", "nokiapcap", "modpcap", "suse6_3pcap"];
// (Debian's tshark 4.0 takes IXIA's hardware captures for microseconds.)
const readByTshark = [...writtenByEditcap, "aixpcap", "lcap-sw", "pcapng"];

const tools = installed("editcap") && installed("tshark");
const testWithTools = tools ? test : test.skip;
const absent = tools ? "" : " (editcap and tshark are not installed)";

for (const type of writtenByEditcap) {
  testWithTools(`editcap -F ${type} is read as its source${absent}`, async () => {
    const out = join(folder, `editcap-${type}.pcap`);
    await promisify(execFile)("editcap", ["-F", type, synthetic("usec-little"), out]);
    expect(await events(out)).toBe(await events(synthetic("usec-little")));
    const info = JSON.parse((await packetglass("info", "--json", out)).stdout);
    expect(info.issue_count).toBe(0);
  });
}

for (const type of readByTshark) {
  for (const order of ["little", "big"]) {
    testWithTools(`--to ${type} --endian ${order} is read by tshark${absent}`, async () => {
      const out = join(folder, `${type}-${order}.pcap`);
      const words = ["--to", type, "--endian", order, "--force", synthetic("cut-by-snaplen"), out];
      expect(await packetglass("convert", ...words)).toMatchObject({ code: 0, stderr: "" });
      expect(await tshark(out)).toBe(await tshark(synthetic("cut-by-snaplen")));
    });
  }
}
