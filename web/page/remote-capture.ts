// An open capture, asked from the page: what users find in the console as `packetglass.capture`.
import type {
  Block,
  BlockPlace,
  CaptureSummary,
  ColumnRange,
  Followed,
  FollowedName,
  HierarchyNode,
  Inspection,
  ListedObject,
  ObjectList,
  Packet,
  Row,
  SavedObject,
  Totals,
  TrafficPiece,
  TrafficQuery,
} from "./messages.js";
import type { WorkerClient } from "./worker-client.js";

/** Like `Capture` of the npm package, but the answers come from the worker, as promises. */
export class RemoteCapture {
  readonly summary: CaptureSummary;
  readonly #client: WorkerClient;
  readonly #id: number;
  #objects?: Promise<ObjectList>;
  #totals?: Promise<Totals>;

  constructor(client: WorkerClient, id: number, summary: CaptureSummary) {
    this.#client = client;
    this.#id = id;
    this.summary = summary;
  }

  /** Number of packets. */
  get length(): number {
    return this.summary.length;
  }

  /** The columns of packets [from, to), counted from 0; all of them when called without bounds. */
  columns(from = 0, to = this.length): Promise<ColumnRange> {
    return this.#client.call("columns", { capture: this.#id, from, to });
  }

  /** What a list of packets shows of packets [from, to): read again from the file and dissected. */
  rows(from: number, to: number): Promise<readonly Row[]> {
    return this.#client.call("rows", { capture: this.#id, from, to });
  }

  /** Packet `index`, counted from 0, with its bytes, read again from the file. */
  packet(index: number): Promise<Packet> {
    return this.#client.call("packet", { capture: this.#id, index });
  }

  /** Packet `index`, counted from 0, with its bytes and its layers. */
  inspect(index: number): Promise<Inspection> {
    return this.#client.call("inspect", { capture: this.#id, index });
  }

  /** How many packets and bytes each protocol has, by what it was in. */
  hierarchy(): Promise<HierarchyNode> {
    return this.#client.call("hierarchy", { capture: this.#id });
  }

  /** What the sides of a conversation say: the first 256 KiB of it. */
  follow(stream: FollowedName): Promise<Followed> {
    return this.#client.call("follow", { capture: this.#id, stream });
  }

  /** The first 10,000 bodies that were sent over HTTP; they are looked for once. */
  objects(): Promise<ObjectList> {
    this.#objects ??= this.#client.call("objects", { capture: this.#id });
    return this.#objects;
  }

  /** The bytes of one of them, read again from the file, decoded where they can be. */
  object(object: ListedObject): Promise<SavedObject> {
    return this.#client.call("object", { capture: this.#id, object });
  }

  /** A part of a list of conversations or endpoints. */
  traffic(query: TrafficQuery): Promise<TrafficPiece> {
    return this.#client.call("traffic", { capture: this.#id, query });
  }

  /** Where the blocks [from, to) are that are neither sections, interfaces nor packets. */
  blocks(from: number, to: number): Promise<BlockPlace[]> {
    return this.#client.call("blocks", { capture: this.#id, from, to });
  }

  /** Block `index` of these, counted from 0, read again from the file. */
  block(index: number): Promise<Block> {
    return this.#client.call("block", { capture: this.#id, index });
  }

  /** Sums over all packets; the walk is made once. */
  totals(): Promise<Totals> {
    this.#totals ??= this.#client.call("totals", { capture: this.#id });
    return this.#totals;
  }

  /** Frees the capture; every later question is refused with the code `closed`. */
  close(): void {
    this.#client.close(this.#id);
  }
}
