// An open capture.
/// <reference lib="esnext.disposable" preserve="true" />

import { at } from "../base/at.js";
import { showFacts } from "../base/inspect.js";
import { requireOptions } from "../base/option-names.js";
import { rangeOf, requireIndex, requireIndexIn } from "../base/range.js";
import { renewed } from "../base/renewed.js";
import type { ReadPacket } from "../core/dissector.js";
import { type CaptureFilterText, requireFilter } from "../filter/filter-text.js";
import {
  type Block,
  blockOf,
  DECRYPTION_SECRETS,
  INTERFACE_STATISTICS,
  type InterfaceStatistics,
  NAME_RESOLUTION,
  type NameRecord,
  type Secrets,
} from "../record/block.js";
import { packetIn } from "../record/column-range.js";
import type { ConversationOf, Endpoint, ListLayer } from "../record/conversation.js";
import type { Decapsulated } from "../record/decapsulated.js";
import type { ExpertItem } from "../record/expert-item.js";
import { type HierarchyNode, hierarchyOf } from "../record/hierarchy.js";
import { type Interface, interfaceOf } from "../record/interface.js";
import type { Issue } from "../record/issue.js";
import type { RawDeclared } from "../record/option.js";
import type { Packet } from "../record/packet.js";
import { type Section, sectionOf } from "../record/section.js";
import type { StreamPiece } from "../record/stream-piece.js";
import type { TableBatch } from "../record/table-batch.js";
import type { Compression } from "../source/compression.js";
import { BlockList } from "./block-list.js";
import { blocksOfType } from "./blocks-again.js";
import { type CaptureFacts, captureJson, captureShown } from "./capture-facts.js";
import { PacketColumns } from "./columns.js";
import { type SeedOptions, seedOf } from "./decapsulate.js";
import { type ExpertOptions, expertOf } from "./expert.js";
import { type FilterOptions, found, requireFilterOptions } from "./filter.js";
import { FOLLOWED_NAMES, type FollowedName, followed, numberOfStream } from "./follow.js";
import type { Growth } from "./growth.js";
import { type HttpObject, maxKeptOf, type ObjectOptions } from "./http-object.js";
import { chosenOf, type Listed, Listing } from "./listing.js";
import {
  type ConversationOrder,
  type EndpointOrder,
  type ListKind,
  type ListOptions,
  type ListPart,
  Lists,
  withinOf,
} from "./lists.js";
import type { PacketIndex } from "./packet-index.js";
import type { PacketLayers } from "./packet-layers.js";
import { packetAgain } from "./packets-again.js";
import { objectsOf } from "./read-objects.js";
import { layerBatches, packetBatches, readLayers, readPacket } from "./read-packets.js";
import { type Row, readRows } from "./row.js";
import { searchBytes } from "./search-bytes.js";
import { searchFields } from "./search-fields.js";
import { SummaryColumns } from "./summary-columns.js";
import { type TableOptions, tableOf } from "./table.js";
import { type Totals, totalsOf } from "./totals.js";

/**
 * The index of a capture, made by {@link openCapture}. The packets' bytes stay in the source and
 * are read again when asked for, so the source must stay as it is. Close it when done: the index
 * is in memory that the garbage collector does not count.
 *
 * After {@link Capture.close} every use throws a {@link CaptureError} `closed`.
 */
export class Capture {
  readonly #index: PacketIndex;
  readonly #columns: PacketColumns;
  readonly #summary: SummaryColumns;
  readonly #blocks: BlockList;
  readonly #growth: Growth;
  readonly #lists = new Lists();
  readonly #listed: Listed;
  readonly #all: Listing;
  readonly #sections: () => Declared<Section>;
  readonly #interfaces: () => Declared<Interface>;
  readonly #issues: () => readonly Issue[];
  readonly #totals: () => Promise<Totals>;
  readonly #firstTimestamp: () => bigint | undefined;

  private constructor(index: PacketIndex, growth: Growth) {
    this.#index = index;
    this.#growth = growth;
    this.#columns = PacketColumns.of(index);
    this.#summary = SummaryColumns.of(index);
    this.#blocks = BlockList.of(index);
    const sections = () => declared(index.open.sections(), sectionOf);
    this.#sections = renewed(() => index.open.sectionCount(), sections);
    const interfaces = () => declared(index.open.interfaces(), interfaceOf);
    this.#interfaces = renewed(() => index.open.interfaceCount(), interfaces);
    const issues = () => frozen([...index.open.issues(), ...(index.source.issues ?? [])]);
    this.#issues = renewed(() => this.issueCount, issues);
    const length = () => index.open.length();
    const rows = (indices: readonly number[]) => readRows(index, this.interfaces, indices);
    this.#listed = { length, growth, rows };
    this.#all = Listing.of(this.#listed);
    this.#totals = renewed(length, () => totalsOf(index));
    const isAny = () => Math.min(1, length());
    this.#firstTimestamp = renewed(isAny, () => firstTimestampOf(index));
  }

  /** @internal A capture over an index, which it owns from now on. */
  static over(index: PacketIndex, growth: Growth): Capture {
    return new Capture(index, growth);
  }

  /**
   * Whether more packets may come: the source is still being read. Everything that is asked meanwhile
   * is said of the packets that are there.
   */
  get growing(): boolean {
    return this.#whileOpen(this.#growth.isGrowing);
  }

  /**
   * Waits for more than `than` packets, by default those that are there now: false when nothing more
   * comes. Rejects with the reason where reading ended early (the packets so far stay), with
   * `closed`, and with a TypeError or RangeError where `than` is no count.
   *
   * @example
   * ```js
   * import { openCapture } from "packetglass";
   *
   * const capture = await openCapture("traffic.pcap", { growing: true });
   * do console.log(capture.length);
   * while (await capture.grown());
   * capture.close();
   * ```
   */
  async grown(than?: number): Promise<boolean> {
    const least = than ?? this.length;
    requireIndex("than", least, 0);
    await this.#growth.until(() => this.length > least);
    return this.length > least;
  }

  /** Number of packets. */
  get length(): number {
    return this.#index.open.length();
  }

  /** Bytes of the source, compressed where it is compressed. */
  get size(): number {
    return this.#index.source.size;
  }

  /**
   * How the source is compressed, by its first bytes; undefined where it is not. All offsets are
   * then those in the decompressed capture, but for the offset of the issue
   * `compressed_data_damaged`, which is one in the source.
   */
  get compression(): Compression | undefined {
    return this.#index.source.compression;
  }

  /**
   * Nanoseconds since 1970-01-01 UTC of packet 1; undefined where there is none, or the capture does
   * not say it.
   */
  get firstTimestamp(): bigint | undefined {
    return this.#firstTimestamp();
  }

  /** Times, offsets and lengths of all packets. */
  get columns(): PacketColumns {
    return this.#whileOpen(this.#columns);
  }

  /**
   * Protocols and conversations of all packets.
   * @throws {@link CaptureError} `no_summary` unless it was opened with `summary: true`
   */
  get summary(): SummaryColumns {
    this.#index.summary; // throws where there is none
    return this.#summary;
  }

  /**
   * The conversations of a layer, in the order of their first packets: all at once, which takes some
   * microseconds for each. `packetglass/worker` makes them while this thread goes on.
   * @throws {@link CaptureError} `no_summary` unless it was opened with `summary: true`
   */
  conversations<Layer extends ListLayer>(
    layer: Layer,
    options: ListOptions = {},
  ): readonly ConversationOf<Layer>[] {
    const rows = this.#list("conversations", layer, options);
    return rows as readonly ConversationOf<Layer>[];
  }

  /** The endpoints of a layer, in the order of their first packets. Throws as conversations do. */
  endpoints(layer: ListLayer, options: ListOptions = {}): readonly Endpoint[] {
    return this.#list("endpoints", layer, options) as readonly Endpoint[];
  }

  /**
   * The part [from, to), by default all, of the conversations of a layer, sorted by `order`: `"bytes"`
   * or `"packets"`, of which the most come first, `"first"`, in the order of their first packets, or
   * `"duration"`, the longest first. What lies beyond the last is left out. Throws as conversations do.
   */
  conversationsBy<Layer extends ListLayer>(
    layer: Layer,
    order: ConversationOrder,
    from?: number,
    to?: number,
    options: ListOptions = {},
  ): ListPart<ConversationOf<Layer>> {
    const part = this.#listPart("conversations", layer, order, [from, to], options);
    return part as ListPart<ConversationOf<Layer>>;
  }

  /** The same of the endpoints, sorted by `"bytes"` or `"packets"`. Throws as conversations do. */
  endpointsBy(
    layer: ListLayer,
    order: EndpointOrder,
    from?: number,
    to?: number,
    options: ListOptions = {},
  ): ListPart<Endpoint> {
    const part = this.#listPart("endpoints", layer, order, [from, to], options);
    return part as ListPart<Endpoint>;
  }

  /**
   * Sums over all packets, by one walk over the columns that gives the event loop its turns. Rejects
   * with `closed` when the capture is closed meanwhile.
   */
  async totals(): Promise<Totals> {
    return this.#totals();
  }

  /**
   * What both sides of a conversation say: each side's bytes of TCP once and in order, the datagrams
   * of UDP and SCTP as they came. Reads the packets while it is iterated over, in little memory.
   * @throws TypeError for a wrong argument, RangeError where the layer has no such stream; else as
   * conversations do, while iterated over as {@link Capture.packet} rejects
   */
  follow(name: FollowedName): AsyncIterable<StreamPiece> {
    requireOptions("name", name, FOLLOWED_NAMES);
    const { layer, stream } = name;
    const number = numberOfStream(this.#index.summary, layer, stream);
    return followed(this.#index, this.interfaces, number);
  }

  /**
   * The bodies of HTTP/1 messages in the order in which they end. Reads the packets of all
   * conversations that have a packet of HTTP once, or of the one that is wanted, while it is iterated
   * over. A body that only the end of its connection ends, ends with the last packet of the
   * conversation.
   *
   * Memory is bounded whatever the capture has. Where more than 256 conversations are under way at
   * once, or 256 MiB of bodies are kept that have not ended (more where `maxKept` is more), the one
   * that was silent for longest is ended as if the capture ended there.
   * @throws TypeError or RangeError for a wrong argument or where there is no such stream; else as
   * {@link Capture.follow} does
   */
  objects(options: ObjectOptions = {}): AsyncIterable<HttpObject> {
    const maxKept = maxKeptOf(options);
    const { summary } = this.#index;
    const { stream } = options;
    const only = stream === undefined ? stream : numberOfStream(summary, "tcp", stream);
    return objectsOf(this.#index, this.interfaces, maxKept, only);
  }

  /**
   * How many packets and bytes each protocol has, inside which others: all packets, with the
   * outermost protocols as their children. Throws as conversations do.
   */
  hierarchy(options: ListOptions = {}): HierarchyNode {
    const { summary } = this.#index;
    return hierarchyOf(this.#lists.hierarchy(summary, withinOf(options, this.#listed)));
  }

  /**
   * Reads section `i`, counted from 0, again with all its options: those of {@link
   * Capture.sections} are left out where they are too long to be kept. Rejects as {@link
   * Capture.packet} does, and with `limit_reached`.
   */
  async section(i: number): Promise<Section> {
    requireIndexIn("i", i, this.sections.length, SECTIONS);
    const { all, unkept } = this.#sections();
    const block = await this.#unkeptBlock(unkept, i);
    if (block === undefined) return at(all, i);
    return Object.freeze(sectionOf(this.#index.open.section(i, block)));
  }

  /** Reads interface `i`, counted from 0, again with all its options, as a section is. */
  async interface(i: number): Promise<Interface> {
    requireIndexIn("i", i, this.interfaces.length, INTERFACES);
    const { all, unkept } = this.#interfaces();
    const block = await this.#unkeptBlock(unkept, i);
    if (block === undefined) return at(all, i);
    return Object.freeze(interfaceOf(this.#index.open.interface(i, block)));
  }

  /** The file headers found, in order. */
  get sections(): readonly Section[] {
    return this.#sections().all;
  }

  /** The interfaces, in order of their ids. */
  get interfaces(): readonly Interface[] {
    return this.#interfaces().all;
  }

  /**
   * Where the blocks of pcapng are that are neither sections, interfaces nor packets: names,
   * secrets, statistics, blocks of enterprises and of unknown types.
   */
  get blocks(): BlockList {
    return this.#whileOpen(this.#blocks);
  }

  /** What is wrong in the capture: the first 1000 issues of each kind. */
  get issues(): readonly Issue[] {
    return this.#issues();
  }

  /** Number of all issues, also of those that {@link Capture.issues} leaves out. */
  get issueCount(): number {
    return this.#index.open.issueCount() + (this.#index.source.issues?.length ?? 0);
  }

  /**
   * Reads packet `i`, counted from 0, with its bytes and what else its record says. Rejects with a
   * RangeError when there is no such packet, with a TypeError when `i` is no number, and with a
   * {@link CaptureError}: `source_changed` when the source is not what it was, `io` when it cannot be
   * read, `closed`, `out_of_memory`.
   */
  async packet(i: number): Promise<Packet> {
    requireIndexIn("i", i, this.length, PACKETS);
    return readPacket(this.#index, this.interfaces, i);
  }

  /**
   * Reads the packets [from, to), by default all, as {@link Capture.packet} does: some MiB of them in each
   * batch. What lies beyond the last packet is left out.
   * @throws TypeError or RangeError for what is no range
   */
  packets(from?: number, to?: number): AsyncIterable<readonly Packet[]> {
    return packetBatches(this.#index, this.interfaces, rangeOf(this.length, from, to));
  }

  /**
   * Reads the packets [from, to), by default all, and says of each what the columns of a list show.
   * What lies beyond the last packet is left out. For a window of a list: all rows are made before any
   * is there. Rejects as {@link Capture.packet} does.
   *
   * Without `summary: true` each packet is dissected alone. Nothing of it then comes from other packets:
   * no reassembly of fragments and segments, no TCP analysis flags, no announced RTP. The dissectors
   * are loaded at the first use. Both hold for {@link Capture.layers} too.
   */
  async rows(from?: number, to?: number): Promise<readonly Row[]> {
    return this.all.rows(from, to);
  }

  /** All packets, as the rows of a list. */
  get all(): Listing {
    return this.#whileOpen(this.#all);
  }

  /**
   * The packets with these indices, which rise, as the rows of a list.
   * @throws RangeError where they do not rise or there is no such packet, TypeError for what is no number
   */
  listing(packets: Iterable<number>): Listing {
    return Listing.of(this.#listed, chosenOf(packets, this.length));
  }

  /**
   * The packets that a filter matches, of those that are there: a display filter in Wireshark's language,
   * `tcp.port == 443`, `http.request and not ip.src == 10.0.0.0/8`, or a capture filter in tcpdump's,
   * `{ bpf: "tcp port 443" }`. With `summary: true` nothing is read where the columns say it; else the
   * capture is read once more. Rejects with a {@link CaptureError} `invalid_filter` for what is no filter,
   * with the signal's reason, and as {@link Capture.packet} does.
   *
   * @example
   * ```js
   * import { openCapture } from "packetglass";
   *
   * const capture = await openCapture("traffic.pcap", { summary: true });
   * const resets = await capture.filter("tcp.flags.reset == 1");
   * console.log(resets.length, await resets.rows(0, 100));
   * capture.close();
   * ```
   */
  async filter(filter: string | CaptureFilterText, options: FilterOptions = {}): Promise<Listing> {
    requireFilter(filter);
    requireFilterOptions(options);
    const length = this.length;
    const search =
      typeof filter === "string"
        ? searchFields(this.#index, filter, length)
        : searchBytes(this.#index, this.interfaces, filter, length);
    return found(search, this.#listed, length, options);
  }

  /**
   * Fields of many packets as columns, in batches of 65,536 packets or some 16 MiB at most: typed arrays, as
   * Apache Arrow has them. Reads the capture while it is iterated over, up to the last packet that is
   * wanted, and dissects those that are wanted as far as the columns need it.
   * @throws TypeError or RangeError for wrong options; while iterated over it rejects with a RangeError for a
   * field that there is not, and as {@link Capture.filter} does
   *
   * @example
   * ```js
   * import { openCapture } from "packetglass";
   *
   * const capture = await openCapture("traffic.pcap");
   * for await (const batch of capture.table({ columns: ["frame.len", "ip.src"], filter: "ip" })) {
   *   const [lengths, sources] = batch.columns;
   *   console.log(batch.length, lengths.data, sources.get(0));
   * }
   * capture.close();
   * ```
   */
  table(options: TableOptions): AsyncIterable<TableBatch> {
    const filtering = (filter: string | CaptureFilterText, how: FilterOptions) =>
      this.filter(filter, how);
    return tableOf(this.#index, this.#listed, options, filtering);
  }

  /**
   * Expert information: what is unusual in the packets, as `tshark -z expert` counts it, in batches of some
   * 4096 items in the order of the packets. Reads the capture while it is iterated over, and dissects all
   * packets, or those of `within`.
   * @throws TypeError for wrong options; while iterated over it rejects as {@link Capture.filter} does
   *
   * @example
   * ```js
   * import { openCapture } from "packetglass";
   *
   * const capture = await openCapture("traffic.pcap");
   * for await (const items of capture.expert()) {
   *   for (const { packet, severity, group, text } of items) console.log(packet, severity, group, text);
   * }
   * capture.close();
   * ```
   */
  expert(options: ExpertOptions = {}): AsyncIterable<readonly ExpertItem[]> {
    const filtering = (filter: string | CaptureFilterText, how: FilterOptions) =>
      this.filter(filter, how);
    return expertOf(this.#index, this.#listed, options, filtering);
  }

  /**
   * Reads packet `i`, counted from 0, and dissects it: its layers, their fields, and where each stands.
   * Rejects as {@link Capture.packet} does.
   */
  layers(i: number): Promise<PacketLayers>;
  /**
   * The same of the packets [from, to), in batches. What lies beyond the last packet is left out. Few fields
   * of many packets are had much faster from {@link Capture.table}.
   * @throws TypeError or RangeError for what is no range
   */
  layers(from: number, to: number): AsyncIterable<readonly PacketLayers[]>;
  layers(
    from: number,
    to?: number,
  ): Promise<PacketLayers> | AsyncIterable<readonly PacketLayers[]> {
    if (to === undefined) return this.#layersOf(from);
    return layerBatches(this.#index, this.interfaces, rangeOf(this.length, from, to));
  }

  /**
   * Reads packet `i`, counted from 0, and gives its headers as a record. Rejects as
   * {@link Capture.packet} does.
   */
  async decapsulate(i: number, options: SeedOptions = {}): Promise<Decapsulated> {
    const seed = seedOf(options);
    const packet = await this.#reread(i);
    const dissector = await this.#index.dissector();
    return dissector.headers(packet, seed);
  }

  /**
   * Reads block `i` of {@link Capture.blocks}, counted from 0, with what is in it. Rejects as
   * {@link Capture.packet} does.
   */
  async block(i: number): Promise<Block> {
    requireIndexIn("i", i, this.blocks.length, BLOCKS);
    const { offset, length } = at(this.blocks.read(i, i + 1), 0);
    const bytes = await this.#index.source.read(offset, length);
    return blockOf(this.#index.open.block(i, bytes), bytes);
  }

  /** Reads all names that the capture has for addresses. Rejects as {@link Capture.packet} does. */
  async names(): Promise<NameRecord[]> {
    const records: NameRecord[] = [];
    for await (const { names = [] } of blocksOfType(this.#index, NAME_RESOLUTION)) {
      for (const record of names) records.push(record);
    }
    return records;
  }

  /** Reads all keys that the capture has. Rejects as {@link Capture.packet} does. */
  async secrets(): Promise<Secrets[]> {
    const all: Secrets[] = [];
    for await (const { secrets } of blocksOfType(this.#index, DECRYPTION_SECRETS)) {
      if (secrets) all.push(secrets);
    }
    return all;
  }

  /** Reads all counters of interfaces. Rejects as {@link Capture.packet} does. */
  async statistics(): Promise<InterfaceStatistics[]> {
    const all: InterfaceStatistics[] = [];
    for await (const { statistics } of blocksOfType(this.#index, INTERFACE_STATISTICS)) {
      if (statistics) all.push(statistics);
    }
    return all;
  }

  /** Frees the index and lets go of the source. Again: nothing happens. */
  close(): void {
    this.#index.close();
    this.#growth.end();
  }

  /**
   * What is known of it without reading a packet, for `JSON.stringify()`: its properties but for
   * columns, summary and blocks.
   */
  toJSON(): CaptureFacts {
    return captureJson(this);
  }

  /** The same as {@link Capture.close}, for `using`. Absent where the platform has no such symbol. */
  declare readonly [Symbol.dispose]: () => void;

  static {
    showFacts(Capture.prototype, "Capture", captureShown);
    // Older browsers have no Symbol.dispose: there a method would get the name "undefined".
    if (Symbol.dispose !== undefined) {
      const method = { value: Capture.prototype.close, writable: true, configurable: true };
      Object.defineProperty(Capture.prototype, Symbol.dispose, method);
    }
  }

  #list(kind: ListKind, layer: ListLayer, options: ListOptions): readonly unknown[] {
    const { summary } = this.#index;
    return this.#lists.all(summary, kind, layer, withinOf(options, this.#listed));
  }

  #listPart(
    kind: ListKind,
    layer: ListLayer,
    order: ConversationOrder,
    range: readonly [from?: number, to?: number],
    options: ListOptions,
  ): ListPart<unknown> {
    const { summary } = this.#index;
    const within = withinOf(options, this.#listed);
    return this.#lists.part(summary, this.length, kind, [layer, order], range, within);
  }

  async #layersOf(i: number): Promise<PacketLayers> {
    requireIndexIn("i", i, this.length, PACKETS);
    return readLayers(this.#index, this.#index, this.interfaces, i);
  }

  #reread(i: number): Promise<ReadPacket> {
    requireIndexIn("i", i, this.length, PACKETS);
    return packetAgain(this.#index, this.interfaces, i);
  }

  /** The block of one whose options are not kept; undefined where they are. */
  async #unkeptBlock(unkept: Unkept, i: number): Promise<Uint8Array | undefined> {
    const block = unkept.get(i);
    return block && this.#index.source.read(block.offset, block.blockSize);
  }

  #whileOpen<T>(value: T): T {
    this.#index.requireOpen();
    return value;
  }
}

const PACKETS = ["The capture", "packets"] as const;
const BLOCKS = ["The capture", "blocks"] as const;
const SECTIONS = ["The capture", "sections"] as const;
const INTERFACES = ["The capture", "interfaces"] as const;

function firstTimestampOf({ open }: PacketIndex): bigint | undefined {
  return open.length() === 0 ? undefined : packetIn(open.columns(0, 1), 0).timestamp;
}

// The blocks whose options are not kept, by their index.
type Unkept = ReadonlyMap<number, RawDeclared>;

interface Declared<T> {
  readonly all: readonly T[];
  readonly unkept: Unkept;
}

function declared<Raw extends RawDeclared, T extends object>(
  raw: readonly Raw[],
  make: (raw: Raw) => T,
): Declared<T> {
  const unkept = [...raw.entries()].filter(([, { optionsKept }]) => !optionsKept);
  return { all: frozen(raw.map(make)), unkept: new Map(unkept) };
}

function frozen<T extends object>(items: T[]): readonly T[] {
  return Object.freeze(items.map((item) => Object.freeze(item)));
}
