// Editing a capture: written again through steps.

import { unlessAborted } from "../base/abort.js";
import { requireAddress } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import { readDescription } from "../core/description.js";
import type { CoreEditing, EditModule } from "../core/edit-module.js";
import type { ConversionArguments } from "../core/stream-module.js";
import type { CaptureSource } from "../source/open-source.js";
import {
  type Converted,
  type ConvertOptions,
  requireConvertOptions,
  writeConversion,
} from "./convert.js";
import { type EditStep, wordsOf } from "./edit-step.js";
import type { CaptureSink } from "./sink.js";
import type { Writing } from "./writer.js";

/** What {@link edit} did. */
export interface Edited extends Converted {
  /** What each step did, in their order: `[{ what: "packets cut", count: 12 }]`. */
  readonly steps: readonly (readonly EditCount[])[];
}

/** What a step did how often. */
export interface EditCount {
  readonly what: string;
  readonly count: number;
}

/** @internal edit on a given platform. */
export async function editOn(
  platform: Writing,
  source: CaptureSource,
  sink: CaptureSink,
  steps: readonly EditStep[],
  options: ConvertOptions,
): Promise<Edited> {
  requireConvertOptions(options);
  options.signal?.throwIfAborted();
  const words = steps.map(wordsOf);
  const loading = Promise.all([platform.loadEdit(), platform.loadStream()]);
  const [module, stream] = await unlessAborted(loading, options.signal);
  const make = (...conversion: ConversionArguments) => withSteps(module, conversion, words);
  let counts: EditCount[][] = [];
  const written = (conversion: CoreEditing) => {
    counts = countsOf(module, conversion);
  };
  const converting = { module, stream, make, written };
  const done = await writeConversion(platform, converting, source, sink, options);
  return { ...done, steps: counts };
}

/** @internal What is wrong with a step throws a RangeError. */
function withSteps(
  module: EditModule,
  conversion: ConversionArguments,
  words: readonly (readonly [name: string, value: string])[],
): CoreEditing {
  const made = new module.EditedConversion(...conversion);
  for (const [name, value] of words) {
    const wrong = made.step(name, value);
    if (wrong === "") continue;
    made.delete();
    giveBack(module);
    throw new RangeError(`${name}: "${value}" ${wrong}.`);
  }
  return made;
}

function countsOf(module: EditModule, conversion: CoreEditing): EditCount[][] {
  const address = requireAddress(conversion.counts());
  return readDescription(module.HEAPU8, address) as EditCount[][];
}
