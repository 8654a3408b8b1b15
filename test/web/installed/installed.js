// The package as others install it: packed, and put into a folder of its own.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll } from "@jest/globals";

const root = join(import.meta.dirname, "../../..");

/** Installs the package for the tests of the enclosing block. */
export function installed() {
  const project = {
    folder: "",
    /** Writes a file of the project; returns its path. */
    write(name, content) {
      const path = join(project.folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    /** Runs a program in the project; returns what it printed. */
    run(program, args) {
      return execFileSync(program, args, { cwd: project.folder, encoding: "utf8" });
    },
  };
  beforeAll(() => {
    project.folder = realpathSync(mkdtempSync(join(tmpdir(), "packetglass-installed-")));
    project.write("package.json", '{ "name": "project", "private": true, "type": "module" }');
    const npm = (cwd, ...args) => execFileSync("npm", args, { cwd, stdio: "pipe" }).toString();
    const where = ["--pack-destination", project.folder];
    const [{ filename }] = Object.values(
      JSON.parse(npm(root, "pack", "--json", "--ignore-scripts", ...where)),
    );
    npm(project.folder, "install", "--offline", "--no-audit", "--no-fund", `./${filename}`);
  }, 60_000);
  afterAll(() => rmSync(project.folder, { recursive: true, force: true }));
  return project;
}
