// Where real captures are: the folder that the variable PACKETGLASS_CAPTURES names, else
// ../shared/captures. Without it the tests that want them are skipped.
import { join, resolve } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The folder, which may not exist. */
export const realFolder = resolve(
  root,
  process.env.PACKETGLASS_CAPTURES || join(root, "../shared/captures"),
);
