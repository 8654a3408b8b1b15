// All real captures through a pipe, in pieces of any size: the same packets, issues and exit code as from
// the file.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { realFolder } from "../captures/real.js";

const folder = realFolder;
const list = join(folder, "inventory.tsv");
const binary = join(import.meta.dirname, "../../build/native/packetglass");

/** Sizes of pieces: many small ones, because headers are small, then up to several pages. */
function* sizes(seed) {
  let state = seed;
  for (let piece = 0; ; piece += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    yield 1 + ((state >>> 8) % (piece < 40 ? 37 : 50_021));
  }
}

/** Writes piece by piece, each when the one before it is in the pipe. */
async function feed(stdin, bytes, seed) {
  let at = 0;
  for (const size of sizes(seed)) {
    if (at >= bytes.length) break;
    await new Promise((resolve) => stdin.write(bytes.subarray(at, at + size), resolve));
    at += size;
  }
  stdin.end();
}

/** Runs `packetglass events`; without a file name in what it says. */
async function events(source, input) {
  const child = spawn(binary, ["events", "--file-headers", "--time", "epoch", source]);
  child.stdin.on("error", () => {}); // it need not read what is no capture to its end
  const out = text(child.stdout);
  const complaints = text(child.stderr);
  const fed = input ? feed(child.stdin, input.bytes, input.seed) : child.stdin.end();
  const [code] = await once(child, "close");
  await fed;
  const named = `packetglass: ${input ? "standard input" : source}: `;
  return [code, await out, (await complaints).replaceAll(named, "")];
}

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

if (existsSync(list)) {
  const [, ...rows] = readFileSync(list, "utf8").trim().split("\n");
  const paths = rows.map((row) => row.split("\t")[1]);

  describe("what comes through a pipe is read as the file is", () => {
    test.each(paths)("%s", async (path) => {
      const file = join(folder, "files", path);
      const bytes = readFileSync(file);
      const whole = await events(file);
      expect(await events("-", { bytes, seed: bytes.length })).toEqual(whole);
    });
  });

  test("all captures are there", () => {
    expect(paths).toHaveLength(178);
  });
} else {
  test.skip("what comes through a pipe is read as the file is (real captures are absent)", () => {});
}
