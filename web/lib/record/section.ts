// What the header of a capture says: one section for each header found in the source.
import { type Jsonable, withJson } from "../base/json.js";
import {
  firstValue,
  type Optional,
  optional,
  type RawDeclared,
  type RawOptional,
} from "./option.js";

/** A stretch of the source that follows one file header. Numbers are as the file has them. */
export interface Section extends Optional, Jsonable {
  /** The file format: `"pcap"` or `"pcapng"`. */
  readonly format: string;
  /**
   * The kind within the format: of pcap `"usec"` or `"nsec"`, the unit of the fractions of a
   * second, or the name of a rarer variant; of pcapng always `"pcapng"`.
   */
  readonly variant: string;
  /** The order of the bytes in the numbers of headers. */
  readonly byteOrder: "little" | "big";
  /** The first four bytes of a pcap, or pcapng's byte-order magic, read in its own byte order. */
  readonly magic: number;
  /** Version of the format, before the point. */
  readonly versionMajor: number;
  /** Version of the format, behind the point. */
  readonly versionMinor: number;
  /** Seconds to be added for UTC, signed; never applied to timestamps. 0 in pcapng. */
  readonly thiszone: number;
  /** Accuracy of timestamps. In practice 0. */
  readonly sigfigs: number;
  /** Most bytes kept of a packet, as the header says. 0 in pcapng, where interfaces say it. */
  readonly snaplen: number;
  /** The whole last word of the header: link type, FCS length and reserved bits. 0 in pcapng. */
  readonly linkTypeWord: number;
  /** Bytes of all records, as the header of IXIA's variants says; elsewhere undefined. */
  readonly recordsLength?: number;
  /** pcapng: bytes of all that follows in the section, as its header says; undefined where not. */
  readonly sectionLength?: bigint;
  /** Where the header starts in the source, in bytes. */
  readonly offset: number;
  /**
   * False where its options are too long to be kept in memory, and none are here: {@link
   * Capture.section} reads them again.
   */
  readonly optionsKept: boolean;
  /** Hardware that made the capture: `shb_hardware`. */
  readonly hardware: string | undefined;
  /** Operating system that made the capture: `shb_os`. */
  readonly os: string | undefined;
  /** Program that made the capture: `shb_userappl`. */
  readonly userApplication: string | undefined;
}

/** A section as the core describes it. */
export type RawSection = RawOptional &
  RawDeclared &
  Omit<Section, keyof Optional | "hardware" | "os" | "userApplication">;

/** @internal The section that the core describes so. */
export function sectionOf({ blockSize: _, ...raw }: RawSection): Section {
  return withJson({
    ...raw,
    ...optional(raw),
    hardware: firstValue(raw.options, "shb_hardware"),
    os: firstValue(raw.options, "shb_os"),
    userApplication: firstValue(raw.options, "shb_userappl"),
  });
}
