// How a capture is to be written.

import { type Names, requireOptions } from "../base/option-names.js";
import { requireBooleans, requireChoice, requireWord } from "../base/require.js";
import { requireAddress } from "../core/core-buffer.js";
import { readDescription } from "../core/description.js";
import type { CoreRecorder, StreamModule } from "../core/stream-module.js";
import type { NewInterface } from "./new-interface.js";
import type { NewSection } from "./new-section.js";

/** Options of {@link createWriter} and {@link writeEvents}. */
export interface WriterOptions {
  /**
   * What to write: `"pcapng"`, `"pcap"` (of the resolution below), a variant of pcap by name
   * (`"usec"`, `"nsec"`, `"aix"`, `"ss990417"`, `"nokia"`, `"ss991029"`, `"ss990915"`, `"lcap-hw"`,
   * `"lcap-sw"`, `"borkmann"`), or `"auto"`, which it is by default: pcapng when the first that comes
   * is of pcapng alone, or a packet event that says its section and its interface; else pcap.
   */
  readonly format?: string;
  /** Byte order; by default `"little"`. A file header that comes has its own. */
  readonly endian?: "little" | "big";
  /** Of pcap: `"ns"`, which it is by default, or `"us"`. A file header that comes has its own. */
  readonly resolution?: "ns" | "us";
  /** Of pcap: the LINKTYPE_ number; by default that of the first packet. */
  readonly linkType?: number;
  /** Of pcap: most bytes kept of a packet, by default 262144. Longer packets are refused. */
  readonly snaplen?: number;
  /** Of pcapng: what the first section says of itself. */
  readonly section?: NewSection;
  /** Of pcapng: its first interfaces. */
  readonly interfaces?: readonly NewInterface[];
  /** Write over a file that exists; by default that is refused. */
  readonly overwrite?: boolean;
}

/** @internal What the core's tables say of a format. */
interface Variant {
  readonly name: string;
  readonly alias: string;
}

// The order is that of CaptureFormat in cpp/event/event_recorder.h.
const AUTO = 0;
const PCAP = 1;
const PCAPNG = 2;

const DEFAULT_SNAPLEN = 262144;

/** @internal */
export const WRITER_NAMES: Names<WriterOptions> = {
  format: true,
  endian: true,
  resolution: true,
  linkType: true,
  snaplen: true,
  section: true,
  interfaces: true,
  overwrite: true,
};

/** @internal Throws a TypeError or RangeError that names what is wrong. */
export function requireWriterOptions(options: WriterOptions, known: Names<WriterOptions>): void {
  requireOptions("options", options, known);
  requireChoice("endian", options.endian, ["little", "big"]);
  requireChoice("resolution", options.resolution, ["ns", "us"]);
  requireBooleans(options, ["overwrite"]);
  if (options.linkType !== undefined) requireWord("options.linkType", options.linkType);
  if (options.snaplen !== undefined) requireWord("options.snaplen", options.snaplen);
  if (options.interfaces !== undefined && !Array.isArray(options.interfaces)) {
    throw new TypeError("options.interfaces must be an array");
  }
}

/** @internal The core's recorder for these options, which are all right but for the format. */
export function makeRecorder(stream: StreamModule, options: WriterOptions): CoreRecorder {
  const { format = wantedFormat(options), endian, resolution, linkType = -1, snaplen } = options;
  const variants = variantsOf(stream);
  requireChoice("format", format, ["auto", "pcap", "pcapng", ...variants.flatMap(namesOf)]);
  const wanted = format === "auto" || format === "pcap" || format === "pcapng";
  const name = wanted ? (resolution === "us" ? "usec" : "nsec") : format;
  const variant = variants.findIndex((one) => namesOf(one).includes(name));
  const kind = format === "auto" ? AUTO : format === "pcapng" ? PCAPNG : PCAP;
  const order = endian === "big" ? 1 : 0;
  return new stream.CaptureRecorder(kind, order, variant, snaplen ?? DEFAULT_SNAPLEN, linkType);
}

function wantedFormat({ section, interfaces }: WriterOptions): string {
  return section !== undefined || interfaces !== undefined ? "pcapng" : "auto";
}

// "pcap" is what editcap calls microseconds, and here it is a format.
function namesOf({ name, alias }: Variant): string[] {
  return alias === "" || alias === "pcap" ? [name] : [name, alias];
}

/** @internal The variants of pcap, in the order of the core. */
export function variantsOf(stream: StreamModule): readonly Variant[] {
  const any = new stream.CaptureRecorder(PCAP, 0, 0, 0, -1);
  try {
    return readDescription(stream.HEAPU8, requireAddress(any.variants())) as Variant[];
  } finally {
    any.delete();
  }
}

/**
 * @internal The number that the core has for what a capture is made into: `"pcapng"`, or a variant
 * by name, also as editcap calls it; -1 where none is given. Throws a RangeError for others.
 */
export function targetFormat(variants: readonly Variant[], format: string | undefined): number {
  const names = variants.flatMap(({ name, alias }) => (alias ? [name, alias] : [name]));
  requireChoice("format", format, ["pcapng", ...names]);
  if (format === "pcapng") return variants.length;
  return variants.findIndex(({ name, alias }) => format === name || format === alias);
}
