// Events: file headers and packets one by one, in the schemas of Tenzir's read_pcap,
// https://docs.tenzir.com. Names and order of the fields are Tenzir's.

import { CaptureError } from "../base/capture-error.js";
import { type Jsonable, jsonOf } from "../base/json.js";
import { requireIndexIn } from "../base/range.js";
import type { Lease } from "./batch-memory.js";

/** A header of classic pcap. Captures one behind another have one each. */
export interface FileHeaderEvent {
  /** What kind of event it is. */
  readonly schema: "pcap.file_header";
  /**
   * The magic number as a little-endian reader sees it: a capture in big endian has the swapped
   * number. So it says the byte order and the resolution.
   */
  readonly magic_number: number;
  /** Version, before the dot. */
  readonly major_version: number;
  /** Version, behind the dot. */
  readonly minor_version: number;
  /** The time zone's word. */
  readonly reserved1: number;
  /** The word for the accuracy of timestamps. */
  readonly reserved2: number;
  /** Most bytes kept of a packet. */
  readonly snaplen: number;
  /** The whole word: link type and what is said of the frame check sequence. */
  readonly linktype: number;
}

/** A packet. */
export interface PacketEvent extends Jsonable {
  /** What kind of event it is. */
  readonly schema: "pcap.packet";
  /** Nanoseconds since 1970-01-01 UTC; null for the simple packets of pcapng, which have none. */
  readonly timestamp: bigint | null;
  /** The LINKTYPE_ number, without FCS and reserved bits. */
  readonly linktype: number;
  /** Bytes the packet had on the wire. */
  readonly original_packet_length: number;
  /** Bytes that are in the capture: the length of `data`. */
  readonly captured_packet_length: number;
  /** pcapng: number of the section, from 0. */
  readonly section_id?: number;
  /** Number of the interface, from 0; in pcapng each section counts anew. */
  readonly interface_id?: number;
  /** The packet. */
  readonly data: Uint8Array;
}

/** What {@link readEvents} gives. */
export type CaptureEvent = FileHeaderEvent | PacketEvent;

/** Columns of a batch, as they are read. */
export type EventColumns = Pick<
  EventBatch,
  | "timestamp"
  | "hasTimestamp"
  | "linktype"
  | "original_packet_length"
  | "captured_packet_length"
  | "interface_id"
  | "dataOffset"
  | "data"
>;

/**
 * Some thousand packets of one section, column by column: a value for each packet, in fresh arrays
 * that belong to the caller. A batch may have no packet and be there for its file header.
 */
export class EventBatch {
  /** The file header that stands in front of the first packet, if one does: of classic pcap. */
  readonly fileHeader: FileHeaderEvent | undefined;
  /** pcapng: number of the section, from 0. */
  readonly section_id: number | undefined;
  /** Number of packets. */
  readonly length: number;
  /** Nanoseconds since 1970-01-01 UTC; without meaning where `hasTimestamp` is 0. */
  readonly timestamp: BigInt64Array<ArrayBuffer>;
  /** 1, or 0 for the simple packets of pcapng. */
  readonly hasTimestamp: Uint8Array<ArrayBuffer>;
  /** LINKTYPE_ numbers. */
  readonly linktype: Uint32Array<ArrayBuffer>;
  /** Bytes on the wire. */
  readonly original_packet_length: Uint32Array<ArrayBuffer>;
  /** Bytes in the capture. */
  readonly captured_packet_length: Uint32Array<ArrayBuffer>;
  /** Numbers of interfaces. */
  readonly interface_id: Uint32Array<ArrayBuffer>;
  /** Where in `data` each packet starts; it has `captured_packet_length` bytes. */
  readonly dataOffset: Uint32Array<ArrayBuffer>;
  /** The packets and what stands between them: other batches may share it. */
  readonly data: Uint8Array<ArrayBuffer>;
  // Of `data`: its getters take longer than the rest of a packet.
  readonly #buffer: ArrayBuffer;
  readonly #begin: number;
  #lease: Pick<Lease, "end"> | undefined;

  /** @internal */
  constructor(
    columns: EventColumns,
    fileHeader: FileHeaderEvent | undefined,
    sectionId: number | undefined,
    lease: Pick<Lease, "end">,
  ) {
    this.#lease = lease;
    this.fileHeader = fileHeader;
    this.section_id = sectionId;
    this.length = columns.timestamp.length;
    this.timestamp = columns.timestamp;
    this.hasTimestamp = columns.hasTimestamp;
    this.linktype = columns.linktype;
    this.original_packet_length = columns.original_packet_length;
    this.captured_packet_length = columns.captured_packet_length;
    this.interface_id = columns.interface_id;
    this.dataOffset = columns.dataOffset;
    this.data = columns.data;
    this.#buffer = columns.data.buffer;
    this.#begin = columns.data.byteOffset;
  }

  /**
   * Gives the memory of the arrays back, to be filled again. Optional, but reading is faster. All
   * arrays of the batch, and views of them as events have, are empty afterwards.
   */
  release(): void {
    this.#lease?.end();
    this.#lease = undefined;
  }

  /**
   * Packet `i`, counted from 0, as an event. Its bytes are a view of `data`.
   * @throws RangeError when there is no such packet, TypeError when `i` is no number,
   * {@link CaptureError} `closed` when the memory was given back
   */
  packet(i: number): PacketEvent {
    const timestamp = this.timestamp[i];
    const captured = this.captured_packet_length[i];
    const original = this.original_packet_length[i];
    const linkType = this.linktype[i];
    const interfaceId = this.interface_id[i];
    const offset = this.dataOffset[i];
    // All are there or none is.
    if (
      timestamp === undefined ||
      captured === undefined ||
      original === undefined ||
      linkType === undefined ||
      interfaceId === undefined ||
      offset === undefined
    ) {
      return this.#refuse(i);
    }
    return new PacketFacts(
      this.hasTimestamp[i] === 1 ? timestamp : null,
      linkType,
      original,
      captured,
      this.section_id,
      interfaceId,
      new Uint8Array(this.#buffer, this.#begin + offset, captured),
    );
  }

  /** Its columns, for `JSON.stringify()`. */
  toJSON(): Readonly<Record<string, unknown>> {
    return jsonOf(this);
  }

  // Its arrays are empty when their memory was given back.
  #refuse(i: number): never {
    requireIndexIn("i", i, this.length, ["The batch", "packets"]);
    throw new CaptureError("closed", "The memory of the batch was given back.");
  }
}

/** A packet. By a constructor, because these are made by the million. */
class PacketFacts implements PacketEvent {
  declare readonly schema: "pcap.packet";
  declare readonly timestamp: bigint | null;
  declare readonly linktype: number;
  declare readonly original_packet_length: number;
  declare readonly captured_packet_length: number;
  declare readonly section_id?: number;
  declare readonly interface_id: number;
  declare readonly data: Uint8Array;

  constructor(
    timestamp: bigint | null,
    linkType: number,
    originalLength: number,
    capturedLength: number,
    sectionId: number | undefined,
    interfaceId: number,
    data: Uint8Array,
  ) {
    this.schema = "pcap.packet";
    this.timestamp = timestamp;
    this.linktype = linkType;
    this.original_packet_length = originalLength;
    this.captured_packet_length = capturedLength;
    if (sectionId !== undefined) this.section_id = sectionId;
    this.interface_id = interfaceId;
    this.data = data;
  }

  toJSON(): Readonly<Record<string, unknown>> {
    return jsonOf(this);
  }
}

// It has no class for others: it prints as the plain object it is.
Reflect.deleteProperty(PacketFacts.prototype, "constructor");
