// What packets say, in the core's memory next to the index of where they are.

import type { BitSet } from "../base/bit-set.js";
import { outOfMemory, withMemory } from "../base/capture-error.js";
import { withJson } from "../base/json.js";
import type { Conversation, Endpoint } from "../record/conversation.js";
import type { RawHierarchy } from "../record/hierarchy.js";
import type { NumberedPiece } from "../record/stream-piece.js";
import type { SummaryRange } from "../record/summary-range.js";
import type { BatchCore } from "./batch-core.js";
import type { CoreSummary, DissectModule, SortBy } from "./core.js";
import { CoreBuffer, requireAddress } from "./core-buffer.js";
import { fillWithPackets, type ReadPacket } from "./dissector.js";
import { FilterCore, type PacketBits } from "./filter-core.js";

/** Most packets that are unpacked at once. */
const UNPACK_LIMIT = 65536;

/** Most rows of a list that are described at once: some MB. */
const LIST_LIMIT = 4096;

/** Asks the core; what it answers belongs to the caller. Throws `out_of_memory`. */
export class SummaryCore {
  readonly #core: DissectModule;
  readonly #self: CoreSummary;
  readonly #buffer: CoreBuffer;
  #chosen: BitSet | undefined;
  #chosenSize = 0;

  constructor(core: DissectModule, self: CoreSummary) {
    this.#core = core;
    this.#self = self;
    this.#buffer = new CoreBuffer(core, self);
  }

  /** Bytes of memory it takes. */
  memory(): number {
    return this.#self.summaryMemory();
  }

  /** A filter in this instance, to be compiled. */
  filter(): FilterCore {
    return FilterCore.of(this.#core);
  }

  /** Lets a compiled filter know what packets to come say. */
  inform(filter: FilterCore): void {
    filter.informBy(this.#self);
  }

  /** What makes batches of packets, in this instance. */
  batches<Batch>(make: (core: DissectModule, isAlone: boolean) => BatchCore<Batch>) {
    return make(this.#core, false);
  }

  /** Lets it know what packets to come say. */
  informTable(table: BatchCore<unknown>): void {
    table.informBy(this.#self);
  }

  /** Which packets match, until the first of which columns do not say it. */
  matching(filter: FilterCore, first: number, count: number): PacketBits {
    return filter.fromColumns(this.#self, first, count);
  }

  protocols(): readonly string[] {
    return this.#buffer.read(this.#self.protocols()) as string[];
  }

  /** The layers that have conversations and endpoints. */
  listLayers(): readonly string[] {
    return this.#buffer.read(this.#self.listLayers()) as string[];
  }

  /** From now on lists and the hierarchy are of these packets; of all where there are none given. */
  choose(packets: BitSet | undefined): void {
    // What is chosen takes a walk over all columns.
    if (packets === this.#chosen && packets?.size === this.#chosenSize) return;
    this.#chosen = undefined;
    this.#self.choose(0);
    if (packets === undefined) return;
    const words = packets.words;
    const address = requireAddress(this.#self.choices(words.length));
    new Uint32Array(this.#buffer.memory.buffer, address, words.length).set(words);
    this.#self.choose(packets.size);
    this.#chosen = packets;
    this.#chosenSize = packets.size;
  }

  /** Makes a list, in the place of the one made last; how many rows it has. */
  list(kind: "conversations" | "endpoints", layer: number, by: SortBy): number {
    const isOfConversations = kind === "conversations";
    const length = isOfConversations
      ? this.#self.listConversations(layer, by)
      : this.#self.listEndpoints(layer, by);
    if (length < 0) throw outOfMemory();
    return length;
  }

  /** Rows [from, to) of the list made last, which has them. */
  listed(from: number, to: number): (Conversation | Endpoint)[] {
    const rows: unknown[] = [];
    for (let first = from; first < to; first += LIST_LIMIT) {
      const end = Math.min(to, first + LIST_LIMIT);
      for (const row of this.#buffer.read(this.#self.listed(first, end)) as unknown[]) {
        rows.push(row);
      }
    }
    return rows as (Conversation | Endpoint)[];
  }

  /** Frees the list. */
  closeList(): void {
    this.#self.closeLists();
  }

  /** The numbers of the conversations that are the streams of a layer, in their order. */
  streams(layer: number): Uint32Array {
    return this.#numbers(this.#self.streams(layer));
  }

  /** Streams of TCP that have a message which was not completed: its layer is in no column. */
  incomplete(): Uint32Array {
    return this.#numbers(this.#self.incomplete());
  }

  /** Number of a stream that is followed; of TCP its pieces have their numbers, if wanted. */
  openStream(conversation: number, hasNumbers = false): number {
    return this.#self.openStream(conversation, hasNumbers);
  }

  /** The ends of a stream, for {@link CoreBodies.begin}. */
  streamEnds(stream: number): Uint8Array {
    return this.#buffer.read(this.#self.streamEnds(stream)) as Uint8Array;
  }

  /** Whether other packets have fragments that packets of the stream complete. */
  hasFragments(stream: number): boolean {
    return this.#self.hasFragments(stream);
  }

  /** Indices of packets of [from, to) with such fragments, in order. */
  streamFragments(stream: number, from: number, to: number): number[] {
    return Array.from(this.#numbers(this.#self.streamFragments(stream, from, to)));
  }

  closeStream(stream: number): void {
    this.#self.closeStream(stream);
  }

  /** What the stream says with these packets more; with none, its end. */
  follow(stream: number, packets: readonly ReadPacket[]): readonly NumberedPiece[] {
    fillWithPackets(this.#buffer, packets);
    return this.#buffer.read(this.#self.follow(stream, packets.length)) as NumberedPiece[];
  }

  hierarchy(): RawHierarchy {
    return this.#buffer.read(this.#self.hierarchy()) as RawHierarchy;
  }

  /** Copies of the columns of packets [from, to), which must be there. */
  columns(from: number, to: number): SummaryRange {
    const range = withMemory(() => emptyRange(from, to));
    for (let first = from; first < to; first += UNPACK_LIMIT) {
      this.#unpack(first, Math.min(UNPACK_LIMIT, to - first), range);
    }
    return range;
  }

  // Numbers of 32 bits behind their count.
  #numbers(answer: number): Uint32Array {
    const address = requireAddress(answer);
    const { buffer } = this.#buffer.memory;
    const [count] = new Uint32Array(buffer, address, 1);
    return withMemory(() => new Uint32Array(buffer, address + 4, count).slice());
  }

  #unpack(first: number, count: number, range: SummaryRange): void {
    const address = requireAddress(this.#self.unpackSummary(first, count));
    const { buffer } = this.#buffer.memory;
    const at = first - range.from;
    range.conversation.set(new Uint32Array(buffer, address, count), at);
    range.protocol.set(new Uint16Array(buffer, address + 4 * count, count), at);
    range.side.set(new Uint8Array(buffer, address + 6 * count, count), at);
  }
}

function emptyRange(from: number, to: number): SummaryRange {
  const length = to - from;
  return withJson({
    from,
    to,
    protocol: new Uint16Array(length),
    conversation: new Uint32Array(length),
    side: new Uint8Array(length),
  });
}
