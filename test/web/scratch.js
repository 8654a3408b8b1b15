// A folder for the files of one test file; removed when its tests are done.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";

/** Makes the folder; returns a function that writes a file there and gives its path. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "packetglass-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, bytes) => {
    const path = join(folder, name);
    if (bytes !== undefined) writeFileSync(path, bytes);
    return path;
  };
}
