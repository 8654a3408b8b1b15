// Reading a source once, as events: in batches, or one by one.

import { unlessAborted } from "../base/abort.js";
import { at } from "../base/at.js";
import { Held } from "../base/held.js";
import type { LaterModules } from "../capture/packet-index.js";
import { requireAddress } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import { type CoreEvents, EventColumn, type StreamModule } from "../core/stream-module.js";
import { type CaptureSource, type Opening, openOnce } from "../source/open-source.js";
import { BatchMemory, type Lease } from "./batch-memory.js";
import { chooserOf } from "./chooser.js";
import { columnsSize, copyColumns } from "./copy-columns.js";
import { pushAll } from "./core-input.js";
import { type CaptureEvent, EventBatch, type EventColumns, type FileHeaderEvent } from "./event.js";
import {
  BATCH_NAMES,
  type BatchOptions,
  type EventOptions,
  requireBatchOptions,
  requireEventOptions,
} from "./event-options.js";
import { type EventStream, streamPair } from "./event-stream.js";
import { Events } from "./events.js";

/** @internal What reading and writing streams needs of the platform. */
export interface Streaming extends Opening, LaterModules {
  /** Memory that will be filled: what is in it need not be zero. */
  readonly freshMemory: (size: number) => ArrayBuffer;
}

// Bytes of a block whose packets are handed out one by one. Those of a larger one would outlive
// several rounds of the garbage collector, which then lets many of them come together.
const SMALL_BLOCK = 256 * 1024;

/** @internal readEventBatches on a given platform. */
export function batchesOn(
  platform: Streaming,
  source: CaptureSource,
  options: BatchOptions,
): AsyncGenerator<EventBatch, void> {
  requireBatchOptions(options, BATCH_NAMES);
  return batches(platform, source, options);
}

function batches(
  platform: Streaming,
  source: CaptureSource,
  options: BatchOptions,
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

/** @internal eventStream on a given platform. */
export function eventStreamOn(platform: Streaming, options: EventOptions): EventStream {
  return streamPair((bytes) => eventsOn(platform, bytes, options));
}

async function* read(
  platform: Streaming,
  source: CaptureSource,
  options: BatchOptions,
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
    const { filter, signal } = options;
    const chooser = await unlessAborted(chooserOf(platform, filter, options), signal);
    if (chooser) held.add(() => chooser.delete());
    const sections = new Sections();
    const memory = new BatchMemory(platform.freshMemory);
    for await (const _ of pushAll(stream, reader, opened, options, blockSize, chooser)) {
      const stretch = stretchOf(stream, reader, memory);
      if (stretch === undefined) continue;
      const bits = await chooser?.choose(stretch.columns);
      yield* batchesOf(stretch, sections, bits);
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

/** What was read in one go. */
interface Stretch {
  readonly columns: EventColumns;
  /** The sections that begin in it. */
  readonly found: readonly SectionFound[];
  readonly lease: Lease;
}

/** Copies the stretch that was read last; undefined where there is nothing in it. */
function stretchOf(
  stream: StreamModule,
  reader: CoreEvents,
  memory: BatchMemory,
): Stretch | undefined {
  const length = reader.length();
  const count = reader.sectionCount();
  if (length === 0 && count === 0) return undefined;
  const lease = memory.take(columnsSize(reader), count + 1);
  const columns = copyColumns(stream, reader, lease.buffer);
  return { columns, found: copySections(stream, reader, count), lease };
}

/** Its batches: one, and one more for each section; only of packets that have a bit, where there are bits. */
function* batchesOf(
  { columns, found, lease }: Stretch,
  sections: Sections,
  bits: Uint32Array | undefined,
): Generator<EventBatch, void> {
  let header: FileHeaderEvent | undefined;
  let from = 0;
  for (const next of [...found, undefined]) {
    const to = next?.first ?? columns.timestamp.length;
    const count = bits ? keep(columns, from, to, bits) : to - from;
    if (count > 0 || header) {
      yield new EventBatch(part(columns, from, from + count), header, sections.id, lease);
    } else {
      lease.end();
    }
    from = to;
    header = next && sections.next(next);
  }
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

/** Moves the packets of [from, to) that have a bit to its begin; returns how many there are. */
function keep(columns: EventColumns, from: number, to: number, bits: Uint32Array): number {
  const { data: _, ...all } = columns;
  let kept = from;
  for (let i = from; i < to; i += 1) {
    if ((at(bits, i >>> 5) >>> (i & 31)) % 2 === 0) continue;
    for (const column of Object.values(all)) column[kept] = at<number | bigint>(column, i);
    kept += 1;
  }
  return kept - from;
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
