// Reading a source once, as events: in batches, or one by one.

import { unlessAborted } from "../base/abort.js";
import { at } from "../base/at.js";
import { Held } from "../base/held.js";
import type { Names } from "../base/option-names.js";
import { requireBooleans } from "../base/require.js";
import { requireAddress } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import { type CoreEvents, EventColumn, type StreamModule } from "../core/stream-module.js";
import { type CaptureSource, type Opening, openOnce } from "../source/open-source.js";
import { READ_NAMES, type ReadOptions, requireReadOptions } from "../source/read-options.js";
import { BatchMemory } from "./batch-memory.js";
import { pushAll } from "./core-input.js";
import { type CaptureEvent, EventBatch, type EventColumns, type FileHeaderEvent } from "./event.js";

/** @internal What reading and writing streams needs of the platform. */
export interface Streaming extends Opening {
  readonly loadStream: () => Promise<StreamModule>;
  /** Memory that will be filled: what is in it need not be zero. */
  readonly freshMemory: (size: number) => ArrayBuffer;
}

/** Options of {@link readEvents}. */
export interface EventOptions extends ReadOptions {
  /** Also gives the file headers, each before its packets; by default only packets. */
  readonly emitFileHeaders?: boolean;
}

/** Options of {@link readEvents} by which it gives packets only. */
export interface PacketOptions extends EventOptions {
  readonly emitFileHeaders?: false;
}

// Bytes of a block whose packets are handed out one by one. Those of a larger one would outlive
// several rounds of the garbage collector, which then lets many of them come together.
const SMALL_BLOCK = 256 * 1024;

/** @internal readEventBatches on a given platform. */
export function batchesOn(
  platform: Streaming,
  source: CaptureSource,
  options: ReadOptions,
): AsyncGenerator<EventBatch, void> {
  requireReadOptions(options, READ_NAMES);
  return batches(platform, source, options);
}

function batches(
  platform: Streaming,
  source: CaptureSource,
  options: ReadOptions,
  blockSize?: number,
): AsyncGenerator<EventBatch, void> {
  const held = new Held();
  const found = read(platform, source, options, blockSize, held);
  held.ownedBy(found);
  return found;
}

/** @internal readEvents on a given platform. */
export function eventsOn(
  platform: Streaming,
  source: CaptureSource,
  options: EventOptions,
): AsyncIterableIterator<CaptureEvent, void> {
  requireEventOptions(options);
  const found = batches(platform, source, options, SMALL_BLOCK);
  return new Events(found, options.emitFileHeaders === true);
}

const EVENT_NAMES: Names<EventOptions> = { ...READ_NAMES, emitFileHeaders: true };

/** @internal Throws a TypeError that says what is wrong. */
export function requireEventOptions(options: EventOptions): void {
  requireReadOptions(options, EVENT_NAMES);
  requireBooleans(options, ["emitFileHeaders"]);
}

async function* read(
  platform: Streaming,
  source: CaptureSource,
  options: ReadOptions,
  blockSize: number | undefined,
  held: Held,
): AsyncGenerator<EventBatch, void> {
  options.signal?.throwIfAborted();
  const stream = await unlessAborted(platform.loadStream(), options.signal);
  const { strict = false, strictSnaplen = false, applyTimeZone = false, onIssue } = options;
  try {
    const opened = await openOnce(platform, source, options);
    held.add(() => opened.close());
    const reportsIssues = onIssue !== undefined;
    const reader = new stream.EventReader(strict, strictSnaplen, applyTimeZone, reportsIssues);
    held.add(() => giveBack(stream));
    held.add(() => reader.delete());
    const sections = new Sections();
    const memory = new BatchMemory(platform.freshMemory);
    for await (const _ of pushAll(stream, reader, opened, options, blockSize)) {
      yield* batchesOf(stream, reader, sections, memory);
    }
  } finally {
    held.close();
  }
}

/** What has to be remembered from one stretch to the next. */
class Sections {
  #count = 0;
  #isPcapng = false;

  /** The next section of the source: its header, where it has one. */
  next({ fileHeader }: SectionFound): FileHeaderEvent | undefined {
    this.#count += 1;
    this.#isPcapng = fileHeader === undefined;
    return fileHeader;
  }

  get id(): number | undefined {
    return this.#isPcapng ? this.#count - 1 : undefined;
  }
}

/** A section that begins in a stretch. */
interface SectionFound {
  /** The first packet of the stretch that is in it. */
  readonly first: number;
  /** Absent in pcapng. */
  readonly fileHeader: FileHeaderEvent | undefined;
}

// SectionEvent in cpp/event/event_columns.h: words.
const SECTION_WORDS = 9;

function sectionOf(words: Uint32Array): SectionFound {
  const isPcapng = at(words, 1) === 1;
  return { first: at(words, 0), fileHeader: isPcapng ? undefined : fileHeader(words.subarray(2)) };
}

function fileHeader(words: Uint32Array): FileHeaderEvent {
  return {
    schema: "pcap.file_header",
    magic_number: at(words, 0),
    major_version: at(words, 1),
    minor_version: at(words, 2),
    reserved1: at(words, 3),
    reserved2: at(words, 4),
    snaplen: at(words, 5),
    linktype: at(words, 6),
  };
}

/** The batches of the stretch that was read last: one, and one more for each section. */
function* batchesOf(
  stream: StreamModule,
  reader: CoreEvents,
  sections: Sections,
  memory: BatchMemory,
): Generator<EventBatch, void> {
  const length = reader.length();
  const count = reader.sectionCount();
  if (length === 0 && count === 0) return;
  // All is copied before anybody else gets a turn.
  const lease = memory.take(PACKET_SIZE * length + reader.bytesLength(), count + 1);
  const columns = copyColumns(stream, reader, lease.buffer);
  const found = copySections(stream, reader, count);
  let header: FileHeaderEvent | undefined;
  let from = 0;
  for (const next of [...found, undefined]) {
    const to = next?.first ?? length;
    if (to > from || header) {
      yield new EventBatch(part(columns, from, to), header, sections.id, lease);
    } else {
      lease.end();
    }
    from = to;
    header = next && sections.next(next);
  }
}

// Bytes of all columns for one packet.
const PACKET_SIZE = 8 + 5 * 4 + 1;

/** The columns one behind another, the widest first so that each is aligned; then the packets. */
function copyColumns(
  { HEAPU8 }: StreamModule,
  reader: CoreEvents,
  buffer: ArrayBuffer,
): EventColumns {
  const length = reader.length();
  const all = new Uint8Array(buffer);
  let at = 0;
  const copy = (which: EventColumn, size: number) => {
    const from = reader.column(which);
    if (size > 0) all.set(HEAPU8.subarray(requireAddress(from), from + size), at);
    at += size;
    return at - size;
  };
  const words = (which: EventColumn) => new Uint32Array(buffer, copy(which, 4 * length), length);
  const bytes = (which: EventColumn, size: number) =>
    new Uint8Array(buffer, copy(which, size), size);
  return {
    timestamp: new BigInt64Array(buffer, copy(EventColumn.times, 8 * length), length),
    linktype: words(EventColumn.linkTypes),
    original_packet_length: words(EventColumn.original),
    captured_packet_length: words(EventColumn.captured),
    interface_id: words(EventColumn.interfaces),
    dataOffset: words(EventColumn.dataOffsets),
    hasTimestamp: bytes(EventColumn.timed, length),
    data: bytes(EventColumn.bytes, reader.bytesLength()),
  };
}

function copySections(
  { HEAPU8 }: StreamModule,
  reader: CoreEvents,
  count: number,
): readonly SectionFound[] {
  if (count === 0) return [];
  const address = requireAddress(reader.column(EventColumn.sections));
  const bytes = 4 * SECTION_WORDS;
  return Array.from({ length: count }, (_, i) =>
    sectionOf(new Uint32Array(HEAPU8.buffer, address + i * bytes, SECTION_WORDS)),
  );
}

function part(columns: EventColumns, from: number, to: number): EventColumns {
  if (from === 0 && to === columns.timestamp.length) return columns;
  return {
    timestamp: columns.timestamp.subarray(from, to),
    hasTimestamp: columns.hasTimestamp.subarray(from, to),
    linktype: columns.linktype.subarray(from, to),
    original_packet_length: columns.original_packet_length.subarray(from, to),
    captured_packet_length: columns.captured_packet_length.subarray(from, to),
    interface_id: columns.interface_id.subarray(from, to),
    dataOffset: columns.dataOffset.subarray(from, to),
    data: columns.data,
  };
}

/**
 * @internal The events of batches, one by one. Not an async generator, which would take twice as
 * long for each of them.
 */
export class Events implements AsyncIterableIterator<CaptureEvent, void> {
  readonly #batches: AsyncGenerator<EventBatch, void>;
  readonly #emitsHeaders: boolean;
  #batch: EventBatch | undefined;
  #next = 0;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(batches: AsyncGenerator<EventBatch, void>, emitsHeaders: boolean) {
    this.#batches = batches;
    this.#emitsHeaders = emitsHeaders;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<CaptureEvent, void>> {
    const batch = this.#batch;
    if (batch !== undefined && this.#next < batch.length && this.#waiting === 0) {
      this.#next += 1;
      return Promise.resolve({ done: false, value: batch.packet(this.#next - 1) });
    }
    // A call that does not wait for the one before comes after it.
    this.#waiting += 1;
    const advanced = this.#last
      .then(() => this.#advance())
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#last = advanced.then(nothing, nothing);
    return advanced;
  }

  async return(): Promise<IteratorResult<CaptureEvent, void>> {
    this.#batch = undefined;
    await this.#batches.return();
    return { done: true, value: undefined };
  }

  async #advance(): Promise<IteratorResult<CaptureEvent, void>> {
    while (this.#batch === undefined || this.#next >= this.#batch.length) {
      const { done, value } = await this.#batches.next();
      this.#batch = value ?? undefined;
      this.#next = 0;
      if (done) return { done: true, value: undefined };
      if (this.#emitsHeaders && value.fileHeader) return { done: false, value: value.fileHeader };
    }
    this.#next += 1;
    return { done: false, value: this.#batch.packet(this.#next - 1) };
  }
}

function nothing(): void {}
