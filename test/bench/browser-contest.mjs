// The contest in Chromium: the index of a File against reading that File alone.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { root } from "../../.ci/command.mjs";
import { chromium } from "../../.ci/needs.mjs";
import { serve } from "../../web/server/serve.mjs";
import { benchFolder } from "./captures.mjs";

const sources = fileURLToPath(new URL("browser", import.meta.url));
const timeLimit = 20 * 60 * 1000;

/**
 * Measures each capture in Chromium. Resolves to maps of times as inTurn() does, by the names of
 * `paths`, and the browser's version.
 */
export async function browserContests(paths, rounds) {
  const server = await serve({ root: layOut() });
  const browser = await launch();
  try {
    const contests = {};
    for (const [name, path] of Object.entries(paths)) {
      contests[name] = await contest(browser, server.url, path, rounds);
    }
    return { contests, version: await browser.version() };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Puts the page next to the built package; the served folder is returned. */
function layOut() {
  const folder = join(benchFolder, "page");
  mkdirSync(folder, { recursive: true });
  for (const name of ["index.html", "page.js", "worker.js"]) {
    copyFileSync(join(sources, name), join(folder, name));
  }
  for (const name of ["browser.mjs", "capture-error.mjs", "core.wasm"]) {
    copyFileSync(join(root, "dist", name), join(folder, name));
  }
  return folder;
}

function launch() {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const quiet = ["--disable-background-networking", "--disable-component-update"];
  const args = [...asRoot, ...quiet, "--disable-sync", "--disable-quic", "--no-first-run"];
  return puppeteer.launch({ executablePath: chromium(), args, protocolTimeout: timeLimit });
}

async function contest(browser, url, path, rounds) {
  const page = await browser.newPage();
  await page.goto(`${url}/`);
  await page.waitForFunction("globalThis.measure !== undefined");
  await (await page.$("#capture")).uploadFile(path);
  const { blob, index } = await page.evaluate((count) => globalThis.measure(count), rounds);
  await page.close();
  const nanoseconds = (times) => times.map((milliseconds) => milliseconds * 1e6);
  return new Map([
    ["Blob", nanoseconds(blob)],
    ["Chromium", nanoseconds(index)],
  ]);
}
