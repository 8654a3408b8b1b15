// What was read of a source at once, as batches of events.
import { BatchMemory, type Lease } from "./batch-memory.js";
import { requireAddress } from "./core-room.js";
import { EventBatch, type EventColumns, type FileHeaderEvent } from "./event.js";
import { type DirectSource, HEAD, ReadAhead } from "./read-ahead.js";
import type { Feed, Source } from "./source.js";
import { type CoreEvents, EventColumn, type StreamModule } from "./stream-module.js";

// Bytes of all columns for one packet.
const PACKET_SIZE = 8 + 5 * 4 + 1;

interface Leased<Content> {
  readonly content: Content;
  readonly lease: Lease;
}

/** Makes batches of what a reader has found in the block that was pushed last. */
export class Stretches {
  /** What the source is to be pushed by. */
  readonly feed: Feed;
  readonly #stream: StreamModule;
  readonly #reader: CoreEvents;
  readonly #ahead: ReadAhead | undefined;
  readonly #sections = new Sections();
  readonly #blocks: BatchMemory;
  readonly #columns: BatchMemory;

  constructor(
    stream: StreamModule,
    reader: CoreEvents,
    source: Source,
    freshMemory: (size: number) => ArrayBuffer,
    leastBlock = reader.blockSize(),
  ) {
    this.#stream = stream;
    this.#reader = reader;
    this.#blocks = new BatchMemory(freshMemory);
    this.#columns = new BatchMemory(freshMemory);
    if (source.readInto) {
      const sizes = { least: leastBlock, most: reader.blockSize() };
      this.#ahead = new ReadAhead(source as DirectSource, sizes, this.#blocks);
    }
    this.feed = this.#ahead ?? inBlocksOf(leastBlock, source.feed());
  }

  /** One, and one more for each section; `block` is the address of the block, 0 at the end. */
  *batches(block: number): Generator<EventBatch, void> {
    const length = this.#reader.length();
    const count = this.#reader.sectionCount();
    const read = this.#ahead?.buffer();
    this.#ahead?.found(length);
    if (length === 0 && count === 0) {
      if (read !== undefined) this.#blocks.keep(read);
      return;
    }
    // All is copied before anybody else gets a turn.
    const data = this.#data(block, read);
    const columns = this.#copyColumns(length, data.content);
    const words = this.#copySections(count);
    const leases = [columns.lease, data.lease];
    for (const lease of leases) lease.share(count + 1);
    let header: FileHeaderEvent | undefined;
    for (let i = 0, from = 0; i <= count; i += 1) {
      const next = words.subarray(i * SECTION_WORDS, (i + 1) * SECTION_WORDS);
      const to = i < count ? next[0] : length;
      if (to > from || header) {
        yield new EventBatch(part(columns.content, from, to), header, this.#sections.id, leases);
      } else {
        for (const lease of leases) lease.end();
      }
      from = to;
      if (i < count) header = this.#sections.next(next);
    }
  }

  // The packets. Where the source was read ahead they are in the block's buffer already, but for
  // what the blocks before have left.
  #data(block: number, read: ArrayBuffer | undefined): Leased<Uint8Array<ArrayBuffer>> {
    const size = this.#reader.bytesLength();
    const address = this.#reader.column(EventColumn.bytes);
    const left = block - address;
    if (read !== undefined && left <= HEAD) {
      const content = new Uint8Array(read, HEAD - left, size);
      if (left > 0) content.set(this.#view(address, Math.min(left, size)));
      return { content, lease: this.#blocks.lend(read) };
    }
    if (read !== undefined) this.#blocks.keep(read);
    const own = this.#blocks.take(size);
    const content = new Uint8Array(own, 0, size);
    content.set(this.#view(address, size));
    return { content, lease: this.#blocks.lend(own) };
  }

  // One behind another, the widest first so that each is aligned.
  #copyColumns(length: number, data: Uint8Array<ArrayBuffer>): Leased<EventColumns> {
    const buffer = this.#columns.take(PACKET_SIZE * length);
    const all = new Uint8Array(buffer);
    let end = 0;
    const copy = (which: EventColumn, size: number) => {
      const at = end;
      end += size;
      all.set(this.#view(this.#reader.column(which), size), at);
      return at;
    };
    const words = (which: EventColumn) => new Uint32Array(buffer, copy(which, 4 * length), length);
    const content = {
      timestamp: new BigInt64Array(buffer, copy(EventColumn.times, 8 * length), length),
      linktype: words(EventColumn.linkTypes),
      original_packet_length: words(EventColumn.original),
      captured_packet_length: words(EventColumn.captured),
      interface_id: words(EventColumn.interfaces),
      dataOffset: words(EventColumn.places),
      hasTimestamp: new Uint8Array(buffer, copy(EventColumn.timed, length), length),
      data,
    };
    return { content, lease: this.#columns.lend(buffer) };
  }

  #copySections(count: number): Uint32Array {
    const bytes = this.#view(this.#reader.column(EventColumn.sections), 4 * SECTION_WORDS * count);
    return new Uint32Array(bytes.slice().buffer);
  }

  // Memory of the reader; only where there is none, there is no address.
  #view(address: number, size: number): Uint8Array<ArrayBuffer> {
    const from = size > 0 ? requireAddress(address) : 0;
    return this.#stream.HEAPU8.subarray(from, from + size);
  }
}

function inBlocksOf(size: number, feed: Feed): Feed {
  return {
    get position() {
      return feed.position;
    },
    ready: () => feed.ready(),
    take: (target) => feed.take(target.subarray(0, size)),
  };
}

/** What has to be remembered from one stretch to the next. */
class Sections {
  #count = 0;
  #isPcapng = false;

  /** The next section of the source: its header, where it has one. */
  next([, isPcapng, ...words]: Uint32Array): FileHeaderEvent | undefined {
    this.#count += 1;
    this.#isPcapng = isPcapng === 1;
    return this.#isPcapng ? undefined : fileHeader(words);
  }

  get id(): number | undefined {
    return this.#isPcapng ? this.#count - 1 : undefined;
  }
}

function fileHeader(words: readonly number[]): FileHeaderEvent {
  const [magic_number, major_version, minor_version, reserved1, reserved2, snaplen, linktype] =
    words;
  return {
    schema: "pcap.file_header",
    magic_number,
    major_version,
    minor_version,
    reserved1,
    reserved2,
    snaplen,
    linktype,
  };
}

// SectionEvent in cpp/event/event_columns.h: words.
const SECTION_WORDS = 9;

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
