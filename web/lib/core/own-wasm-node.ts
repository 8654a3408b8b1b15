// The WebAssembly of the package in Node.js, where it is read.
import { readFile } from "node:fs/promises";
import { ownFile } from "./own-file.js";

/** The package's module `name`, for which `beside` is as `ownFile` says. Rejects where it is not. */
export async function compileOwn(name: string, beside: () => URL): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(ownFile(name, beside)));
}
