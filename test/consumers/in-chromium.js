// A page of a consumer in Chromium: its title says what it found.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";

/** The title that a page has when it has looked. */
export async function titleOf(browser, address) {
  const tab = await browser.newPage();
  const reports = [];
  tab.on("pageerror", (error) => reports.push(String(error)));
  tab.on("requestfailed", (request) => reports.push(`failed: ${request.url()}`));
  tab.on("response", (response) => {
    if (response.status() >= 400) reports.push(`${response.status()}: ${response.url()}`);
  });
  try {
    await tab.goto(address);
    await tab.waitForFunction(() => document.title !== "waits", { timeout: 60_000 });
    return await tab.title();
  } catch (error) {
    throw new Error(`${error.message}\n${reports.join("\n")}`);
  } finally {
    await tab.close();
  }
}

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

/** Serves a folder as the plainest of servers does, as long as `use` takes; it is given an address. */
export async function servingFolder(folder, use) {
  const server = createServer(({ url }, response) => {
    const path = join(
      folder,
      new URL(url, "http://127.0.0.1").pathname.replace(/\/$/, "/index.html"),
    );
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, { "Content-Type": "text/html" });
      return response.end("<!doctype html><title>There is no such file</title>");
    }
    response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
    response.end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Runs a server of the project's own as long as `use` takes; it is given the address it prints. */
export async function servingItself(folder, [program, ...args], use) {
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, NODE_OPTIONS: "" } });
  const ended = once(child, "exit");
  const printed = [];
  child.stderr.on("data", (chunk) => printed.push(chunk));
  try {
    const address = await Promise.race([addressOf(child), ended.then(() => undefined)]);
    if (!address) throw new Error(`The server ended: ${Buffer.concat(printed)}`);
    return await use(address);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

async function addressOf(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const [address] = line.match(/http:\/\/(localhost|127\.0\.0\.1):\d+\/?/) ?? [];
    if (address) return address;
  }
}
