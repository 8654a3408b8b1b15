// A project that uses the package, in a folder of its own: build/consumers/INSTALLED/NAME, where
// INSTALLED has what it installs, which stays there for the next run.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { packets, pcap } from "../web/synthetic.js";

/** The repository's top folder. */
export const root = join(import.meta.dirname, "../..");

const templates = join(import.meta.dirname, "templates");
const all = join(root, "build/consumers");
const capture = pcap(packets(10));

/** The environment of what consumers run: without the options of this suite's own Node.js. */
export const environment = { ...process.env, NODE_OPTIONS: "", NEXT_TELEMETRY_DISABLED: "1" };

/** Runs a program to its end; gives what it printed on standard output. Rejects with all of it. */
export async function run(cwd, [program, ...args]) {
  const options = { cwd, env: environment, encoding: "utf8", maxBuffer: 2 ** 26 };
  try {
    return (await promisify(execFile)(program, args, options)).stdout;
  } catch ({ stdout, stderr }) {
    // Minified code is in long lines, and says nothing.
    const said = `${stdout}${stderr}`.replaceAll(/.{1000,}/g, "(a long line)");
    throw new Error(`${program} ${args.join(" ")}\n${said}`);
  }
}

/** Packs the package; gives the file's path. */
export async function pack() {
  mkdirSync(all, { recursive: true });
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", all];
  const [{ filename }] = Object.values(JSON.parse(await run(root, ["npm", ...args])));
  return join(all, filename);
}

/**
 * Installs packages (name → exact version), unless they are there from before; gives the folder that
 * has them. Rejects where they cannot be had.
 */
export async function installed(packages = {}) {
  const [first = "nothing"] = Object.keys(packages);
  const folder = join(all, first.replaceAll(/\W+/g, "-"));
  const made = join(folder, "installed.json");
  const wanted = JSON.stringify(packages);
  if (existsSync(made) && readFileSync(made, "utf8") === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (wanted !== "{}") await install(folder, packages);
  writeFileSync(made, wanted);
  return folder;
}

async function install(folder, packages) {
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const exact = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
  await run(folder, ["npm", "install", ...flags, ...exact]);
}

/** Makes the project's folder anew, with the package in it; gives its path. */
export async function project({ name, packages, templates: names }, tarball) {
  const folder = join(await installed(packages), name.toLowerCase().replaceAll(/\W+/g, "-"));
  rmSync(folder, { recursive: true, force: true });
  await unpack(tarball, join(folder, "node_modules/packetglass"));
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  for (const each of names) cpSync(join(templates, each), folder, { recursive: true });
  writeFileSync(join(folder, "ten.pcap"), capture);
  writeFileSync(join(folder, "ten.pcap.gz"), gzipSync(capture));
  writeFileSync(join(folder, "ten.js"), `export default Uint8Array.of(${capture});\n`);
  return folder;
}

/** Unpacks a packed package into a folder. */
export async function unpack(tarball, folder) {
  mkdirSync(folder, { recursive: true });
  await run(dirname(tarball), ["tar", "-xzf", tarball, "-C", folder, "--strip-components=1"]);
}
