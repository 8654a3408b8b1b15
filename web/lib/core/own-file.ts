// Where the package's files are in Node.js: next to the program, or where the package is installed.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The path of the package's file `name`. `url` makes its address by import.meta.url; bundlers know
 * such code and bring the file along, or leave it where the package is installed: there it is looked
 * for from the program's folder and from the working folder upwards. Throws where it is not.
 */
export function ownFile(name: string, url: () => URL): string {
  const path = pathAt(url) ?? installedFile(name);
  if (path !== undefined) return path;
  throw new Error(
    `${name} of packetglass is not next to the program, and the package is not installed where ` +
      "that runs: copy the file there, or use packetglass/inline, which needs none",
  );
}

function pathAt(url: () => URL): string | undefined {
  try {
    // As a text: what some bundlers give is no URL of Node.js.
    return existing(fileURLToPath(String(url())));
  } catch {
    return undefined; // In CommonJS that was made of it there is no import.meta.url.
  }
}

function installedFile(name: string): string | undefined {
  const program = process.argv[1] ?? ".";
  for (const folder of [...upwards(dirname(resolve(program))), ...upwards(process.cwd())]) {
    const path = existing(join(folder, "node_modules", "packetglass", "dist", name));
    if (path !== undefined) return path;
  }
  return undefined;
}

function* upwards(folder: string): Generator<string, void> {
  yield folder;
  const above = dirname(folder);
  if (above !== folder) yield* upwards(above);
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}
