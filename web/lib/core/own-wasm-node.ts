// The WebAssembly of the package in Node.js, where it is read.
import { readFile } from "node:fs/promises";
import { ownFile } from "./own-file.js";

/** The package's module `name`, for which `url` is as `ownFile` says. Rejects where it is not. */
export async function compileOwn(name: string, url: () => URL): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(ownFile(name, url)));
}
