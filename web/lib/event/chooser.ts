// Which packets of a source that is read once a filter matches.
import { CaptureError } from "../base/capture-error.js";
import type { LaterModules } from "../capture/packet-index.js";
import type { DissectionChoices } from "../core/dissection-choices.js";
import { FilterCore } from "../core/filter-core.js";
import { FilterByLinkType } from "../filter/by-link-type.js";
import type { CaptureFilterText } from "../filter/filter-text.js";
import type { EventColumns } from "./event.js";

/** What chooses packets. */
export interface Chooser {
  /** The next bytes of the source, before they are read. */
  push(bytes: Uint8Array): void;
  /** The source has ended. */
  finish(): void;
  /** Which packets of the bytes since this was asked before match: a bit for each. */
  choose(packets: EventColumns): Uint32Array | Promise<Uint32Array>;
  delete(): void;
}

/** What chooses by a filter; undefined where there is none. */
export async function chooserOf(
  modules: LaterModules,
  filter: string | CaptureFilterText | undefined,
  choices: DissectionChoices = {},
): Promise<Chooser | undefined> {
  if (filter === undefined) return undefined;
  if (typeof filter !== "string") return new ByBytes(modules, filter);
  return new ByFields(await compiled(modules, filter, choices));
}

class ByFields implements Chooser {
  readonly #filter: FilterCore;
  #isReading = true;

  constructor(filter: FilterCore) {
    this.#filter = filter;
  }

  push(bytes: Uint8Array): void {
    // Whoever reads the same bytes says what is wrong with them.
    this.#isReading &&= this.#filter.push(bytes);
  }

  finish(): void {
    this.#isReading &&= this.#filter.finish();
  }

  choose({ timestamp: { length } }: EventColumns): Uint32Array {
    const { packets, bits } = this.#filter.taken();
    if (packets < length) throw new CaptureError("core_failed", "The filter has lost packets.");
    return bits;
  }

  delete(): void {
    this.#filter.delete();
  }
}

class ByBytes implements Chooser {
  readonly #filter: FilterByLinkType;

  constructor({ loadBpf }: LaterModules, filter: CaptureFilterText) {
    this.#filter = new FilterByLinkType(loadBpf, filter);
  }

  push(): void {}
  finish(): void {}
  delete(): void {}

  choose(packets: EventColumns): Promise<Uint32Array> {
    return this.#filter.matches({
      bytes: packets.data,
      offsets: packets.dataOffset,
      start: 0,
      captured: packets.captured_packet_length,
      original: packets.original_packet_length,
      linkTypes: packets.linktype,
    });
  }
}

async function compiled(
  { loadDissect, ...modules }: LaterModules,
  text: string,
  choices: DissectionChoices,
): Promise<FilterCore> {
  const filter = await FilterCore.alone(loadDissect);
  try {
    filter.dissectAs(choices);
    await filter.compileOrThrow(text, modules);
    if (filter.needsLater) throw noLaterPackets();
    return filter;
  } catch (error) {
    filter.delete();
    throw error;
  }
}

function noLaterPackets(): CaptureError {
  const message =
    "The filter asks for what later packets say: open the capture with summary: true, and ask capture.filter().";
  return new CaptureError("no_summary", message);
}
