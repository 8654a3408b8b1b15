// openCapture and decapsulate in browsers and their workers.

import type { Capture } from "../capture/capture.js";
import { type DecapsulateOptions, decapsulateBytes } from "../capture/decapsulate.js";
import { type OpenOptions, openOn } from "../capture/open-capture.js";
import type { Decapsulated } from "../record/decapsulated.js";
import type { CaptureSource } from "../source/open-source.js";
import { browser } from "./browser.js";

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
