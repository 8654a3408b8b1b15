// openCapture, decapsulate and fields in browsers and their workers.
import { browser } from "./browser-platform.js";
import type { Capture } from "./capture.js";
import { type Decapsulated, type DecapsulateOptions, decapsulateBytes } from "./decapsulated.js";
import { fieldsOf, type KnownField } from "./fields.js";
import { type OpenOptions, openOn } from "./open-capture.js";
import type { CaptureSource } from "./open-source.js";

/** See open-node.ts: the same, without paths. */
export async function openCapture(
  source: CaptureSource,
  options: OpenOptions = {},
): Promise<Capture> {
  return openOn(browser, source, options);
}

/** See open-node.ts: the same. */
export async function decapsulate(
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  return decapsulateBytes(browser.loadDissect, bytes, options);
}

/** See open-node.ts: the same. */
export async function fields(prefix = ""): Promise<readonly KnownField[]> {
  return fieldsOf(browser.loadDissect, prefix);
}
