// Where the package's files are in Node.js: beside the program, or where the package is installed.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * The path of the package's file `name`. `beside` makes its address by import.meta.url, in the form
 * that bundlers know who bring the file along. Others leave it where the package is installed, and
 * there it is looked for from the program's folder and the working folder. Throws where it is not.
 */
export function ownFile(name: string, beside: () => URL): string {
  const path = pathBeside(beside) ?? installedFile(name);
  if (path !== undefined) return path;
  throw new Error(
    `${name} of packetglass is not beside the program, and the package is not installed where ` +
      "that runs. packetglass/inline needs no files.",
  );
}

/** The path that `beside` says, where there is a file. */
export function pathBeside(beside: () => URL): string | undefined {
  try {
    // As a text: what some bundlers give is no URL of Node.js.
    return existing(fileURLToPath(String(beside())));
  } catch {
    return undefined; // In CommonJS made of it there is no import.meta.url.
  }
}

/** The path of the file in the installed package, where it is found. */
export function installedFile(name: string): string | undefined {
  const programs = [process.argv[1], join(process.cwd(), "program")];
  for (const program of programs) {
    const folder = program && installedFrom(program);
    const path = folder && existing(join(folder, "dist", name));
    if (path) return path;
  }
  return undefined;
}

function installedFrom(program: string): string | undefined {
  try {
    return join(createRequire(pathToFileURL(program)).resolve(DESCRIPTION), "..");
  } catch {
    return undefined; // Not installed there.
  }
}

const DESCRIPTION = "packetglass/package.json";

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}
