// The module edit is no part of this bundle: it is as large as all others together.
import { CaptureError } from "../base/capture-error.js";
import type { EditModule } from "../core/edit-module.js";

/** Rejects: `unsupported`. */
export async function loadEdit(): Promise<EditModule> {
  throw new CaptureError(
    "unsupported",
    "packetglass/inline cannot edit, merge or compare captures, or build packets: the package itself can.",
  );
}
