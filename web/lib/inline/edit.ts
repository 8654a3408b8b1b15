// The module edit is no part of this bundle: it is as large as all others together.
import { CaptureError } from "../base/capture-error.js";
import type { EditModule } from "../core/edit-module.js";

/** Rejects: `unsupported`. */
export async function loadEdit(): Promise<EditModule> {
  throw new CaptureError(
    "unsupported",
    "packetglass/inline cannot edit or merge captures: the package itself can.",
  );
}
