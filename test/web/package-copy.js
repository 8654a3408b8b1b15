// Copies of the built package that are changed and loaded, each in a folder of its own.
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const dist = join(import.meta.dirname, "../../dist");

/**
 * Given what scratch() gives: a function that has `change` fill a new folder, and loads the package that
 * is there then.
 */
export function packageCopies(file) {
  let copies = 0;
  return async (change) => {
    copies += 1;
    const folder = file(`copy-${copies}`);
    change(folder);
    return import(pathToFileURL(join(folder, "index.mjs")));
  };
}

/** Copies dist into a folder, without the page and without a module. */
export function copyWithout(folder, module) {
  cpSync(dist, folder, { recursive: true });
  rmSync(join(folder, `${module}.wasm`));
  rmSync(join(folder, "page"), { recursive: true, force: true });
}
