// Installs what is missing (as root on Debian), or says what to install. Quick when all is there.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, isStarted, main, plainError, root, run } from "./command.mjs";
import { needs } from "./needs.mjs";
import { runSteps } from "./progress.mjs";

/**
 * Makes the machine ready for a purpose: "page", "build", "test" or "bench".
 * Throws an error that lists what to install when it may not install it itself.
 */
export async function setup(purpose) {
  await runSteps(setupSteps(purpose));
}

/**
 * The steps that make the machine ready, as {title, work}: none where all is there. Throws as
 * setup() does where this machine lacks what may not be installed.
 */
export function setupSteps(purpose) {
  checkNode();
  const missing = missingFor(purpose);
  const packages = missing.flatMap((need) => need.debian);
  const steps = [];
  if (missing.length > 0 && mayInstall()) {
    const work = async () => {
      await install(packages);
      report(missingFor(purpose));
    };
    steps.push({ title: `Debian packages: ${packages.join(" ")}`, work });
  } else {
    report(missing);
  }
  if (!packagesAreInstalled()) steps.push({ title: "npm packages", work: installPackages });
  return steps;
}

/** The rows of the table that a purpose needs and this machine lacks. */
export function missingFor(purpose) {
  return needs.filter((need) => need.uses.includes(purpose) && !need.found());
}

function checkNode() {
  if (Number(process.versions.node.split(".")[0]) >= 20) return;
  throw plainError(`Node.js 20 or newer is needed; this is ${process.versions.node}.`);
}

/** True as root on Debian and its kin. */
export function mayInstall() {
  return process.getuid?.() === 0 && findProgram("apt-get") !== undefined;
}

/** Installs Debian packages, without what they merely recommend. */
export async function install(packages) {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env });
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env });
}

function report(missing) {
  const required = missing.filter((need) => !need.optional);
  for (const need of missing.filter((each) => each.optional)) {
    console.log(`Not installed: ${need.what} (${need.why}).`);
  }
  if (required.length > 0) throw plainError(advice(required));
}

function advice(missing) {
  const lines = missing.map((need) => `  ${need.what}: ${need.why}.\n      ${need.upstream}`);
  const packages = missing.flatMap((need) => need.debian).join(" ");
  return [
    "Not installed:",
    ...lines,
    "On Debian:",
    `  sudo apt-get install --no-install-recommends ${packages}`,
  ].join("\n");
}

async function installPackages() {
  await run("npm", ["ci", "--no-audit", "--no-fund"]);
}

/**
 * True when node_modules holds what the lockfile asks for. Compared by content: times of change
 * say nothing after a checkout. Packages for other platforms are optional and may be absent.
 */
function packagesAreInstalled() {
  const hidden = join(root, "node_modules/.package-lock.json");
  if (!existsSync(hidden)) return false;
  const installed = lockedPackages(hidden);
  return Object.entries(lockedPackages(join(root, "package-lock.json"))).every(
    ([path, locked]) =>
      path === "" || locked.optional || installed[path]?.version === locked.version,
  );
}

function lockedPackages(lockfile) {
  return JSON.parse(readFileSync(lockfile, "utf8")).packages;
}

if (isStarted(import.meta.url)) {
  await main(() => setup(process.argv[2] ?? "build"));
}
