// The package in the hands of others: each project of consumers.js is built and run.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { launchChromium } from "../web/page/browsers.js";
import { consumers, found } from "./consumers.js";
import { servingFolder, servingItself, titleOf } from "./in-chromium.js";
import { installed, pack, project, root, run } from "./project.js";

// Milliseconds for one: all is slower while compilers take both cores.
const PATIENCE = 300_000;

const tarball = await pack();

let browser;
beforeAll(async () => {
  browser = await launchChromium();
}, 60_000);
afterAll(() => browser?.close());

/** Why what a consumer installs cannot be had; undefined where it can. */
async function missing({ packages }) {
  return installed(packages).then(
    () => undefined,
    (error) => error.message.trim().split("\n").at(-1),
  );
}

for (const consumer of consumers) {
  const reason = await missing(consumer);
  // Named among what was skipped.
  if (reason) test.skip(`${consumer.name}: cannot be installed here: ${reason}`, () => {});
  else test(consumer.name, () => check(consumer), PATIENCE);
}

async function check(consumer) {
  const folder = await project(consumer, tarball);
  for (const command of consumer.build) await run(folder, command);
  const looks = await lookedBy(consumer, folder);
  const expected = consumer.found ?? found;
  expect(looks).toEqual(looks.map(() => expected));
}

/** What it found, once for each way that it looks. */
async function lookedBy({ page, server, route, program, isAlone }, folder) {
  if (page) return [await titleOfPage(folder, join(folder, page))];
  if (server) return servingItself(folder, server, (address) => titleAndRoute(address, route));
  if (!program) return [];
  const printed = await (isAlone ? runAlone(folder, program) : run(folder, program));
  return [printed.trim()];
}

// Some bundlers leave the page to their users.
function titleOfPage(folder, out) {
  if (!existsSync(join(out, "index.html")))
    cpSync(join(folder, "index.html"), join(out, "index.html"));
  return servingFolder(out, (address) => titleOf(browser, address));
}

async function titleAndRoute(address, route) {
  const title = await titleOf(browser, address);
  return route ? [title, await (await fetch(new URL(route, address))).text()] : [title];
}

async function runAlone(folder, program) {
  const alone = mkdtempSync(join(tmpdir(), "packetglass-alone-"));
  try {
    for (const name of ["out", "ten.pcap", "ten.pcap.gz"]) {
      cpSync(join(folder, name), join(alone, name), { recursive: true });
    }
    return await run(alone, program);
  } finally {
    rmSync(alone, { recursive: true });
  }
}

test("README says what each of them needs", () => {
  const [, section] = /^## In your bundler\n(.*?)^## /ms.exec(
    readFileSync(join(root, "README.md"), "utf8"),
  );
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  for (const { name, needs } of consumers) {
    const [first] = name.split(/,| with/);
    const its = rows.filter((row) => row.includes(first.replace(/ \d.*/, "")));
    const says = its.filter((row) => row.includes(needs ?? "nothing"));
    expect([name, needs, says.length > 0]).toEqual([name, needs, true]);
  }
});
