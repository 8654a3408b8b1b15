// The core's bindings (cpp/wasm) as TypeScript sees them, and how to bring them up.
import { at } from "../base/at.js";

/** One instance of a module. HEAPU8 is replaced when memory grows: never keep it over a call. */
export interface CoreMemory {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  /** Tables made from now on hash by these numbers of 32 bits, which nobody may know. */
  setHashKey(a: number, b: number, c: number, d: number): void;
}

/** The module core: cpp/wasm/bindings.cpp. */
export interface CoreModule extends CoreMemory {
  readonly CaptureIndex: new () => CoreCapture;
}

/** The module dissect: cpp/wasm/dissect_bindings.cpp. */
export interface DissectModule extends CoreMemory {
  readonly SummarisedIndex: new () => CoreSummary;
  readonly PacketFilter: new () => CoreFilter;
  readonly PacketTable: new () => CoreTable;
  /** What answers for patterns: set before each call of a filter that has some. */
  regex?: ForeignRegex | undefined;
  /** What undoes content codings: set once it is needed. */
  decoder?: ForeignDecoder | undefined;
  /** Address of a description: all fields; see cpp/dissect/describe_fields.h. */
  fieldList(): number;
}

/** What foreign_regex.cpp asks; addresses are in the memory of the module that asks. */
export interface ForeignRegex {
  /** The id of a pattern, or -1 - the size of what is put to `wrong`, `room` bytes at most. */
  compile(pattern: number, size: number, wrong: number, room: number): number;
  /** 0 no, 1 yes, 2 it takes more than is allowed. */
  match(pattern: number, subject: number, size: number): number;
}

/** What foreign_decoder.cpp asks; addresses are in the memory of the module that asks. */
export interface ForeignDecoder {
  /** How many bytes come of those at the address, `limit` at most. */
  decode(coding: number, bytes: number, size: number, limit: number): number;
  /** Puts them there; returns how decoding ended. */
  take(bytes: number): number;
}

/**
 * CaptureIndex in capture_index.h. Addresses are 0 when there is no memory; those of descriptions -1
 * when they would be too long.
 */
export interface CoreCapture {
  /** Address of memory for the next block of the source. May grow memory, as do all with an address. */
  block(): number;
  /** Bytes of that memory. */
  blockSize(): number;
  /** Takes the first `size` bytes of the block; false: see `describe`. */
  commit(size: number): boolean;
  /** The source has ended; false: see `describe`. */
  finish(): boolean;
  hasError(): boolean;
  /** Packets so far. */
  length(): number;
  issueCount(): number;
  sectionCount(): number;
  interfaceCount(): number;
  blockCount(): number;
  /** Bytes of memory the index takes. */
  memory(): number;
  /** Index of the first block of a type from `from` on; the number of blocks when there is none. */
  findBlock(type: number, from: number): number;
  /** Unpacks packets; returns the address of the columns. */
  unpack(first: number, count: number): number;
  /** Address of memory for what was read again of the source. */
  buffer(size: number): number;
  /** Bytes of the record in front of a packet. */
  headSize(packet: number): number;
  /** Bytes of the record worth reading behind a packet whose head is in the buffer. */
  tailSize(packet: number): number;
  /** Address of a description. */
  describe(subject: Subject, i: number, end: number): number;
  /** Frees it. */
  delete(): void;
}

/** The class of the same name in dissect_bindings.cpp: the index and what packets say. */
export interface CoreSummary extends CoreCapture {
  /**
   * Address of a description: what is `wrong` with the choice of this size in the buffer, if anything;
   * else packets to come are dissected so.
   */
  decodeAs(size: number): number;
  /** The same of a preference. */
  prefer(size: number): number;
  /** Bytes of memory the summary takes. */
  summaryMemory(): number;
  /** Unpacks the summary of packets; returns the address of the columns. */
  unpackSummary(first: number, count: number): number;
  /** Address of a description: the names of protocols, in the order of their numbers. */
  protocols(): number;
  /** The same: the names of the layers that have lists, in the order of their numbers. */
  listLayers(): number;
  /** Address of memory for a bit of each packet, in words of 32: those that have one are chosen. */
  choices(words: number): number;
  /**
   * From now on lists and the hierarchy are of those that were chosen of the first `count` packets; of all
   * again where that is 0. Lists of links are empty then.
   */
  choose(count: number): void;
  /** Makes the list of a layer; its length, or -1 when there was no memory for all of it. */
  listConversations(layer: number, by: SortBy): number;
  listEndpoints(layer: number, by: SortBy): number;
  /** Address of a description: rows of the list made last. */
  listed(from: number, to: number): number;
  /** Frees the list. */
  closeLists(): void;
  /** Address of the conversations that are the layer's streams, 32 bits each, behind their count. */
  streams(layer: number): number;
  incomplete(): number;
  /** Number of a stream that is followed from now on; pieces have numbers of TCP if wanted. */
  openStream(conversation: number, hasNumbers: boolean): number;
  /** Address of a description: bytes for {@link CoreBodies.begin}. */
  streamEnds(stream: number): number;
  /** Whether the stream needs fragments of other packets. */
  hasFragments(stream: number): boolean;
  /** Address of the indices of [from, to) that have them, 32 bits each, behind their count. */
  streamFragments(stream: number, from: number, to: number): number;
  closeStream(stream: number): void;
  /** Address of a description: what the stream says with the packets in the buffer, or at its end. */
  follow(stream: number, count: number): number;
  /** Lets a filter know what packets to come say. */
  inform(filter: CoreFilter): void;
  /** The same of a table. */
  informTable(table: CoreTable): void;
  /**
   * Address of 32 bits each: how many of `count` packets there are until the first of which columns do
   * not say whether it matches, then a bit for each.
   */
  filter(filter: CoreFilter, first: number, count: number): number;
  /** Address of a description: all packets, and rows of the hierarchy. */
  hierarchy(): number;
  /**
   * The same: the end of the packets of [from, to) that may be asked for at once, and the indices of
   * packets before `from` that have to be dissected before them.
   */
  needed(from: number, to: number): number;
  /** The same for all fields of a packet. */
  plan(packet: number): number;
  /** The same: the columns of `count` packets in the buffer behind `before` others. */
  rows(before: number, count: number): number;
  /** The same: columns, fields and sources of the packet in the buffer behind `before` others. */
  layers(before: number): number;
  /** Whether the packet of `layers` has a body to be decoded, and there was no `decoder`. */
  needsDecoder(): boolean;
  /** The same: the headers of the packet in the buffer as a record. */
  headers(seed: number): number;
}

/** The class PacketFilter of packet_filter.h: a display filter that looks at the packets of a capture. */
export interface CoreFilter {
  /** Address of memory for a filter's text. */
  buffer(size: number): number;
  /** The same as CoreSummary.decodeAs, before the filter is compiled. */
  decodeAs(size: number): number;
  /** The same of a preference. */
  prefer(size: number): number;
  /**
   * Address of a description: what is said of the text of this size in the buffer. `hasRegex`: there
   * is a `regex` to ask.
   */
  compile(size: number, hasRegex: boolean): number;
  /** Whether it matches patterns, and there was no `regex`. */
  needsRegex(): boolean;
  /** Whether it asks for fields that packets to come say: see `inform`. */
  needsLater(): boolean;
  /** Whether it asks for fields of bodies, which a `decoder` decodes. */
  needsDecoder(): boolean;
  /** The same: what may stand at the cursor, in bytes. */
  complete(size: number, cursor: number): number;
  /** Address of memory for the next block of the capture. */
  block(): number;
  blockSize(): number;
  /** Takes the first `size` bytes of the block; false without memory, or where it is no capture. */
  commit(size: number): boolean;
  /** The capture has ended; false likewise. */
  finish(): boolean;
  hasError(): boolean;
  /** Address of 32 bits each: how many packets since this was asked before, then a bit for each. */
  taken(): number;
  /** Packets that took more than is allowed so far: they do not match. */
  exceeded(): number;
  delete(): void;
}

/** The class PacketTable of packet_table.h: fields of the packets of a capture as columns. */
export interface CoreTable {
  /** Address of memory for a choice, names of columns, or bits. */
  buffer(size: number): number;
  /** The same as CoreSummary.decodeAs, before the columns are compiled. */
  decodeAs(size: number): number;
  /** The same of a preference. */
  prefer(size: number): number;
  /** Address of a description: of the columns in the buffer. */
  compile(size: number): number;
  /** In the place of columns: batches are descriptions of expert information. */
  expert(): void;
  /** Whether it has fields that packets to come say: see `informTable`. */
  needsLater(): boolean;
  /** Whether it has fields of bodies, which a `decoder` decodes. */
  needsDecoder(): boolean;
  /** Rows are the packets [from, to); those with a bit in the buffer, where it has bytes. */
  choose(from: number, to: number, size: number): void;
  /** Address of memory for the next block of the capture. */
  block(): number;
  blockSize(): number;
  /** Takes the first `size` bytes of the block; false: see `isLimited` and `hasError`. */
  commit(size: number): boolean;
  /** No more packets are wanted: what is left is the last batch; false likewise. */
  finish(): boolean;
  isLimited(): boolean;
  hasError(): boolean;
  /** Address of the next batch (cpp/table/table_batch.h, or expert_sink.h); 0 where none is ready. */
  take(): number;
  delete(): void;
}

/** What lists are sorted by; the order is that of cpp/flow/row_order.h. */
export enum SortBy {
  first,
  bytes,
  packets,
  duration,
}

/** What the core describes; the order is that of cpp/wasm/capture_index.h. */
export enum Subject {
  /** Those of [i, end), and the same of interfaces. */
  sections,
  interfaces,
  issues,
  error,
  /** Where the blocks [i, end) are. */
  blocks,
  /** Block `i`, whose bytes are in the buffer. */
  block,
  /** The record of packet `i`, whose head and tail are in the buffer. */
  record,
  /** Section `i` with all options; its block is in the buffer. */
  section,
  /** Interface `i`, likewise. */
  interface,
}

/** The factory that Emscripten makes: build/wasm/core.js and dissect.js. */
export type CreateCore<Module> = (options: {
  instantiateWasm(imports: WebAssembly.Imports, receive: Receive): object;
  locateFile(name: string): string;
  printErr(line: string): void;
}) => Promise<Module>;

type Receive = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/**
 * Makes a loader that compiles once and gives everybody an instance of his own. After a failure (a
 * fetch that was interrupted, say) the next call tries again. Errors are no CaptureErrors, because
 * loaders are bundled apart from what uses them: see `guardedLoader`.
 */
export function coreLoader<Module extends CoreMemory>(
  createCore: CreateCore<Module>,
  compile: () => Promise<WebAssembly.Module>,
): () => Promise<Module> {
  let compiling: Promise<WebAssembly.Module> | undefined;
  return async () => {
    try {
      compiling ??= compile();
      const module = await compiling.catch((cause) => {
        compiling = undefined;
        throw cause;
      });
      return keyed(await instantiate(createCore, module));
    } catch (cause) {
      throw new Error(`The core could not be loaded: ${String(cause)}`, { cause });
    }
  };
}

// Without a key a capture can be made whose conversations all have one hash.
function keyed<Module extends CoreMemory>(module: Module): Module {
  const key = crypto.getRandomValues(new Uint32Array(4));
  module.setHashKey(at(key, 0), at(key, 1), at(key, 2), at(key, 3));
  return module;
}

// The glue neither compiles nor fetches, and it does not notice when instantiation fails: its
// promise would stay pending for ever. So the failure is brought out here.
function instantiate<Module>(
  createCore: CreateCore<Module>,
  module: WebAssembly.Module,
): Promise<Module> {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, receive: Receive) => {
      WebAssembly.instantiate(module, imports)
        .then((instance) => receive(instance, module))
        .catch(reject);
      return {};
    };
    // Else it resolves the name against the bundle's address, which may allow no relative names.
    const locateFile = (name: string) => name;
    // An abort is thrown as an error, so nothing is printed.
    const printErr = () => {};
    createCore({ instantiateWasm, locateFile, printErr }).then(resolve, reject);
  });
}
