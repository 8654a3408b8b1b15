// Saving a capture: read from its source again, through the steps, to where the user wants it.

import { edit } from "packetglass/worker";
import type { Filter } from "../capture/address.js";
import { type Choice, obtainSource } from "../capture/obtain-source.js";
import type { Marks } from "../list/marks.js";
import { nameOf, optionsOf, type SavePlan, stepsOf } from "./save-plan.js";
import { chooseTarget } from "./save-target.js";

/** What was saved. */
export interface Saved {
  readonly packets: number;
  readonly bytes: number;
}

/**
 * Saves what the plan says. `onBytes` is called with the bytes written so far. Undefined where the user
 * changed their mind about where. Rejects as `edit` does; then nothing is left of the file.
 */
export async function saveCapture(
  choice: Choice,
  filter: Filter,
  marks: Marks,
  plan: SavePlan,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Saved | undefined> {
  const target = await chooseTarget(nameOf(plan, choice.name));
  if (!target) return undefined;
  const { maxDecompressed } = choice;
  const limit = maxDecompressed === undefined ? {} : { maxDecompressed };
  const options = { ...optionsOf(plan, filter, marks), ...limit, signal };
  const counting = counted(target.stream, onBytes);
  const source = await obtainSource(choice.source, signal);
  const { packets, bytes } = await edit(source, counting, stepsOf(plan), options);
  target.done();
  return { packets, bytes };
}

/** The same stream, which says how many bytes it took. */
function counted(
  to: WritableStream<Uint8Array>,
  onBytes: (bytes: number) => void,
): WritableStream<Uint8Array> {
  const writer = to.getWriter();
  let bytes = 0;
  return new WritableStream<Uint8Array>({
    async write(chunk) {
      await writer.write(chunk);
      bytes += chunk.length;
      onBytes(bytes);
    },
    close: () => writer.close(),
    abort: (reason) => writer.abort(reason),
  });
}
