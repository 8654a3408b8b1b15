// The built page, served to a browser, with a watch for everything it must never do.
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, expect } from "@jest/globals";
import { serve } from "../../../web/server/serve.mjs";
import { launchChromium } from "./browsers.js";

const root = join(import.meta.dirname, "../../../dist/page");

/**
 * Serves the page to a browser for the tests of the enclosing block. Returns a function that opens
 * the page in a new tab: `query` of its address, `prepare` called with the tab before it loads.
 * `folder` has another build of the page.
 * Each test fails when its pages did what `watch` looks for, and its tabs are closed.
 */
export function inspector({ launch = launchChromium, captures = new Map(), folder = root } = {}) {
  const tabs = [];
  let browser;
  let server;
  beforeAll(async () => {
    if (!existsSync(root)) throw new Error(`There is no ${root}: build the page first.`);
    server = await serve({ root: folder, captures });
    browser = await launch();
  });
  afterEach(async () => {
    const closing = tabs.splice(0);
    const found = await Promise.all(closing.map(misdeeds));
    await Promise.all(closing.map((tab) => tab.browserContext().close()));
    expect(found.flat()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return async ({ query = "", prepare = () => {} } = {}) => {
    // A context of its own: nothing that a test makes the page remember reaches another.
    const context = await browser.createBrowserContext();
    const tab = await context.newPage();
    tabs.push(tab);
    await tab.setViewport({ width: 1280, height: 800 });
    await watch(tab, server.url);
    await prepare(tab);
    await tab.goto(`${server.url}/${query}`);
    await tab.waitForFunction(() => globalThis.packetglass !== undefined);
    return tab;
  };
}

/** Records errors in the console, uncaught errors, requests to other origins, CSP violations. */
async function watch(tab, origin) {
  tab.misdeeds = [];
  tab.requested = [];
  const note = (kind) => (what) => tab.misdeeds.push(`${kind}: ${what}`);
  tab.on("pageerror", note("uncaught"));
  tab.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) note("console")(message.text());
  });
  tab.on("request", (request) => {
    tab.requested.push(request.url());
    if (!isOwn(request.url(), origin)) note("request")(request.url());
  });
  await tab.evaluateOnNewDocument(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      globalThis.violations.push(`violation: ${violatedDirective} ${blockedURI}`);
    });
  });
}

function isOwn(url, origin) {
  return [`${origin}/`, `blob:${origin}/`, "data:"].some((start) => url.startsWith(start));
}

/** What `watch` has found so far, and forgets. */
export async function misdeeds(tab) {
  const violations = await tab.evaluate(() => globalThis.violations.splice(0));
  return [...tab.misdeeds.splice(0), ...violations];
}

/** Chooses a file in the file field. */
export async function upload(tab, path) {
  const field = await tab.$("input[type=file]");
  await field.uploadFile(path);
}

/** Chooses a file and waits until it is open. */
export async function openFile(tab, path) {
  await upload(tab, path);
  await opened(tab, basename(path));
}

/** Waits until the capture of this name is shown, and all of it was read. */
export async function opened(tab, name) {
  const isShown = (wanted) => {
    const [shown, size] = [".opened-name", ".opened-size"].map(
      (selector) => document.querySelector(selector)?.textContent,
    );
    const { capture } = globalThis.packetglass;
    if (shown !== wanted || capture?.growing !== false) return false;
    return Number(size.split(" ")[0].replaceAll(",", "")) === capture.length;
  };
  // A large capture is not open at once while a compiler takes both cores.
  await tab.waitForFunction(isShown, { timeout: 110_000 }, name);
}

/** Lets a file of these bytes fall onto the page. */
export function drop(tab, name, bytes) {
  return tab.evaluate(
    (fileName, content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(content)], fileName));
      const options = { dataTransfer, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new DragEvent("dragover", options));
      document.body.dispatchEvent(new DragEvent("drop", options));
    },
    name,
    Array.from(bytes),
  );
}

/** The text of the first element that matches, once there is one; spaces made single. */
export async function textOf(tab, selector) {
  const element = await tab.waitForSelector(selector);
  const text = await element.evaluate((found) => found.innerText);
  return text.replaceAll(/\s+/g, " ").trim();
}

/** Waits until the first element that matches has exactly this text. */
export async function waitForText(tab, selector, text) {
  const has = (where, wanted) => document.querySelector(where)?.textContent === wanted;
  await tab.waitForFunction(has, {}, selector, text);
}
