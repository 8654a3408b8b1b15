// Ten thousand times opened and closed: memory stays as it is.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { uses } from "./cycles.js";

const program = join(import.meta.dirname, "cycles.js");
const patience = 300_000; // milliseconds

describe("10 000 cycles", () => {
  test.each(Object.keys(uses))(
    "of %s keep memory flat",
    async (name) => {
      const words = ["--expose-gc", program, name];
      const { stdout } = await promisify(execFile)(process.execPath, words);
      // One cycle that kept its block of 1 MiB would be 9 GiB in the end, one of 4 KiB 37 MB.
      expect(Number(stdout)).toBeLessThan(32 * 2 ** 20);
      expect(stdout).toMatch(/^-?\d+\n$/);
    },
    patience,
  );
});
