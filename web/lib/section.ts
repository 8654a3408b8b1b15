// What the header of a capture says: one section for each header found in the source.

/** A stretch of the source that follows one file header. Numbers are as the file has them. */
export interface Section {
  /** The file format: `"pcap"`. */
  readonly format: string;
  /** The kind within the format: `"usec"` or `"nsec"`, the unit of the fractions of a second. */
  readonly variant: string;
  /** The order of the bytes in the numbers of headers. */
  readonly byteOrder: "little" | "big";
  /** The first four bytes of the file, read in its own byte order. */
  readonly magic: number;
  /** Version of the format, before the point. */
  readonly versionMajor: number;
  /** Version of the format, behind the point. */
  readonly versionMinor: number;
  /** Seconds to be added for UTC, signed. In practice 0; never applied to timestamps. */
  readonly thiszone: number;
  /** Accuracy of timestamps. In practice 0. */
  readonly sigfigs: number;
  /** Most bytes kept of a packet, as the header says. */
  readonly snaplen: number;
  /** The whole last word of the header: link type, FCS length and reserved bits. */
  readonly linkTypeWord: number;
  /** Where the header starts in the source, in bytes. */
  readonly offset: number;
}
