// The browsers that the tests drive: Chromium always, Firefox where it is installed.
import { accessSync, constants } from "node:fs";
import puppeteer from "puppeteer-core";

const chromiumPath = process.env.CHROMIUM || "/usr/bin/chromium";
const firefoxPath = process.env.FIREFOX || "/usr/bin/firefox-esr";

const chromiumArguments = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium; fails where it is absent. */
export function launchChromium(options = {}) {
  const args = [...chromiumArguments, ...(options.args ?? [])];
  return puppeteer.launch({ ...options, executablePath: chromiumPath, args });
}

/** Starts Firefox, driven by WebDriver BiDi; fails where it is absent. */
export function launchFirefox(options = {}) {
  return puppeteer.launch({ ...options, browser: "firefox", executablePath: firefoxPath });
}

/** Each browser as a row for `describe.each`; says when Firefox is left out. */
export function browsers() {
  const rows = [["Chromium", launchChromium]];
  if (isExecutable(firefoxPath)) rows.push(["Firefox", launchFirefox]);
  else console.warn(`Skipped in Firefox: there is no ${firefoxPath}`);
  return rows;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
