// Several captures written as one.

import { unlessAborted } from "../base/abort.js";
import { Held } from "../base/held.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { requireBooleans, requireCallback, requireChoice, requireSignal } from "../base/require.js";
import { isLate, nextTask } from "../base/turn.js";
import { giveBack } from "../core/core-guard.js";
import type { CoreMerging, EditModule } from "../core/edit-module.js";
import { failure, reportIssues } from "../event/core-input.js";
import type { Issue } from "../record/issue.js";
import type { CaptureSource } from "../source/open-source.js";
import type { Converted } from "./convert.js";
import { Output } from "./output.js";
import { type Opened, openHeld, pushNext } from "./several.js";
import { type CaptureSink, openSink } from "./sink.js";
import type { Writing } from "./writer.js";
import { targetFormat, variantsOf } from "./writer-options.js";

/** A source of {@link merge} with the name that its interfaces say they are of. */
export interface NamedSource {
  readonly name: string;
  readonly source: CaptureSource;
}

/** Options of {@link merge}. */
export interface MergeOptions {
  /** What to write: `"pcapng"`, which it is by default, or a variant of pcap by name. */
  readonly format?: string;
  /** Byte order; by default little. */
  readonly endian?: "little" | "big";
  /** Make one of interfaces that are equal in everything; by default they are kept apart. */
  readonly unify?: boolean;
  /** One behind the other, as they are given; by default by time. */
  readonly concatenate?: boolean;
  /** Write over a file that exists; by default that is refused. */
  readonly overwrite?: boolean;
  /** Stops it. */
  readonly signal?: AbortSignal;
  /** Called with each issue, as the sources are read. */
  readonly onIssue?: (issue: Issue) => void;
}

/** Sources of one merge: each is read through a window of its own. */
const MOST_SOURCES = 256;

const NAMES: Names<MergeOptions> = {
  format: true,
  endian: true,
  unify: true,
  concatenate: true,
  overwrite: true,
  signal: true,
  onIssue: true,
};

/** @internal merge on a given platform. */
export async function mergeOn(
  platform: Writing,
  sources: readonly (CaptureSource | NamedSource)[],
  sink: CaptureSink,
  options: MergeOptions,
): Promise<Converted> {
  requireMerge(sources, options);
  const { signal, overwrite = false } = options;
  signal?.throwIfAborted();
  const loading = Promise.all([platform.loadEdit(), platform.loadStream()]);
  const [module, stream] = await unlessAborted(loading, signal);
  const variants = variantsOf(stream);
  const held = new Held();
  try {
    const merging = new module.Merging(...targetOf(variants, options));
    held.add(() => giveBack(module));
    held.add(() => merging.delete());
    const opened: Opened[] = [];
    for (const each of sources) {
      const { name, source } = named(each);
      const one = await openHeld(platform, source, options, held);
      merging.add(name);
      opened.push(one);
    }
    const written = await openSink(sink, (place) => platform.openFileSink(place, overwrite, true));
    const output = new Output(module, merging, written);
    try {
      await join(module, merging, opened, output, options);
      merging.end();
      reportIssues(module, merging, options);
      const isComplete = await output.finish();
      const done = { packets: merging.packetCount(), bytes: output.size, isComplete };
      await written.close();
      return done;
    } catch (error) {
      await written.abort(error);
      throw error;
    }
  } finally {
    held.close();
  }
}

/** Reads the source that is wanted, and writes while none is. */
async function join(
  module: EditModule,
  merging: CoreMerging,
  opened: readonly Opened[],
  output: Output,
  options: MergeOptions,
): Promise<void> {
  while (!merging.ended()) {
    const wanted = merging.wants();
    const isGood =
      wanted < 0 ? merging.write() : await readOn(module, merging, wanted, opened, options);
    reportIssues(module, merging, options);
    if (!isGood) throw failure(module, merging);
    if (wanted < 0) await unlessAborted(output.drain(), options.signal);
    if (!isLate()) continue;
    await nextTask();
    options.signal?.throwIfAborted();
  }
}

/** The next bytes of a source, or its end. */
async function readOn(
  module: EditModule,
  merging: CoreMerging,
  wanted: number,
  opened: readonly Opened[],
  options: MergeOptions,
): Promise<boolean> {
  // What is there already may be enough.
  if (!merging.push(wanted)) return false;
  if (merging.waits(wanted)) return true;
  return pushNext(module, merging, wanted, opened[wanted] as Opened, options);
}

/** @internal A source with its name: that of its path or File, where none is given. */
export function named(given: CaptureSource | NamedSource): NamedSource {
  const isNamed = typeof given === "object" && "source" in given && "name" in given;
  if (isNamed) return given as NamedSource;
  return { name: ownName(given as CaptureSource), source: given as CaptureSource };
}

/** The name of a path's last part, or of a File. */
function ownName(source: CaptureSource): string {
  if (typeof source === "string") return source.slice(source.lastIndexOf("/") + 1);
  const { name } = Object(source) as { readonly name?: unknown };
  return typeof name === "string" ? name : "";
}

function requireMerge(sources: readonly unknown[], options: MergeOptions): void {
  if (!Array.isArray(sources) || sources.length === 0) {
    throw new TypeError("sources must be an array of captures");
  }
  if (sources.length > MOST_SOURCES) {
    throw new RangeError(`merge takes at most ${MOST_SOURCES} sources: merge them in steps`);
  }
  requireOptions("options", options, NAMES);
  requireChoice("endian", options.endian, ["little", "big"]);
  requireBooleans(options, ["unify", "concatenate", "overwrite"]);
  requireCallback("onIssue", options.onIssue);
  requireSignal(options.signal);
}

function targetOf(
  variants: ReturnType<typeof variantsOf>,
  options: MergeOptions,
): [format: number, order: number, unify: boolean, origins: boolean, concatenates: boolean] {
  const { format = "pcapng", endian = "little", unify = false, concatenate = false } = options;
  return [
    targetFormat(variants, format),
    ["little", "big"].indexOf(endian),
    unify,
    true,
    concatenate,
  ];
}
