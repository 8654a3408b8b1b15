// The module stream (cpp/wasm/stream_*.cpp) as TypeScript sees it.
import type { CoreMemory } from "./core.js";

/** One instance of it. */
export interface StreamModule extends CoreMemory {
  readonly EventReader: new (
    strict: boolean,
    strictSnaplen: boolean,
    applyTimeZone: boolean,
    reportIssues: boolean,
  ) => CoreEvents;
  readonly CaptureRecorder: new (
    format: number,
    order: number,
    variant: number,
    snaplen: number,
    linkType: number,
  ) => CoreRecorder;
  readonly Conversion: new (...conversion: ConversionArguments) => CoreConversion;
  readonly MessageBodies: new () => CoreBodies;
}

/** What reads a source in a module that has more: its memory and the reader of events. */
export type ReadingModule = CoreMemory & Pick<StreamModule, "EventReader">;

/** Of a conversion: what is written, how it is read, and whether packets are chosen. */
export type ConversionArguments = [
  format: number,
  order: number,
  noCopy: number,
  strict: boolean,
  strictSnaplen: boolean,
  applyTimeZone: boolean,
  chooses: boolean,
];

/** What a source is pushed into, block by block. Addresses are 0 when there is no memory. */
export interface CoreInput {
  /** Address of memory for the next block of the source. May grow memory, as do all with an address. */
  block(): number;
  /** Bytes of that memory. */
  blockSize(): number;
  /** Takes the first `size` bytes of the block; false: see `error`. */
  commit(size: number): boolean;
  /** The source has ended; false: see `error`. */
  finish(): boolean;
  /** Address of a description of the issues found since the last block. */
  issues(): number;
  /** Address of a description; 0 when there was no error, or there is no memory. */
  error(): number;
  /** Frees it. */
  delete(): void;
}

/** The class EventReader of stream_reading.cpp. What it says is of the stretch read last. */
export interface CoreEvents extends CoreInput {
  /** Packets. */
  length(): number;
  sectionCount(): number;
  /** From the first byte of the first packet to the last of the last. */
  bytesLength(): number;
  /** Address of a column. */
  column(which: EventColumn): number;
}

/** Columns of events; the order is that of stream_reading.cpp. */
export enum EventColumn {
  times,
  dataOffsets,
  captured,
  original,
  interfaces,
  linkTypes,
  timed,
  sections,
  bytes,
}

/** What bytes of a capture come out of. */
export interface CoreOutput {
  /** Address of what was written and not taken yet. */
  out(): number;
  outSize(): number;
  /** It was taken. */
  clearOut(): void;
  /** Address of a description: what has to be written over earlier offsets in the end. */
  patches(): number;
}

/** The class CaptureRecorder of stream_writing.cpp. */
export interface CoreRecorder extends CoreOutput {
  /** Address of memory for commands, which commands.ts packs. */
  buffer(size: number): number;
  /** Does the commands in the buffer; false: see `error`. */
  run(size: number): boolean;
  /** No more commands come; false: see `error`. */
  finish(): boolean;
  /** File headers that pcapng has no place for. */
  ignored(): number;
  lengthsMissing(): boolean;
  /** Address of a description: all variants of pcap. */
  variants(): number;
  error(): number;
  delete(): void;
}

/** The class Conversion of stream_converting.cpp. */
export interface CoreConversion extends CoreInput, CoreOutput {
  /**
   * Address of memory for a bit of each packet that the next `commit` or `finish` reads: whether it is
   * written. Of a conversion that chooses.
   */
  choices(words: number): number;
  /** Packets so far. */
  packetCount(): number;
}

/** The class MessageBodies of stream_messages.cpp. Conversations have numbers that the caller gives them. */
export interface CoreBodies {
  /** Address of memory for pieces of a conversation, which http-bodies.ts packs. */
  buffer(size: number): number;
  /** Begins a conversation, whose ends are in the buffer. */
  begin(conversation: number, size: number): void;
  /** Address of a description: what the conversation says with the pieces in the buffer. */
  add(conversation: number, size: number): number;
  /** The same where no more pieces of it come. */
  finish(conversation: number): number;
  delete(): void;
}
