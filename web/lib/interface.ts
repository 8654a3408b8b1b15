// Where packets were captured, and how their bytes and times are to be understood.

/** One interface; {@link Packet.interfaceId} and the `interface` column are indexes of these. */
export interface Interface {
  /** Index of its {@link Section}. */
  readonly section: number;
  /** The LINKTYPE_ number, without FCS and reserved bits. */
  readonly linkType: number;
  /** Name of the link type, such as `"ETHERNET"`. */
  readonly linkTypeName: string;
  /** What the link type is, in words. */
  readonly linkTypeDescription: string;
  /** Most bytes kept of a packet. */
  readonly snaplen: number;
  /** Resolution of its timestamps in the source: 1,000,000 or 1,000,000,000. */
  readonly ticksPerSecond: number;
  /** Bytes of frame check sequence at the end of each packet; undefined where the file is silent. */
  readonly fcsLength: number | undefined;
}
