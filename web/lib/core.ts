// The core's bindings (cpp/wasm/bindings.cpp) as TypeScript sees them, and how to bring them up.

/**
 * One instance of the core. HEAPU8 is replaced when memory grows: never keep it over a call.
 * `self` is what open_index() returned; addresses are 0 when there is no memory.
 */
export interface CoreModule {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  _open_index(): number;
  _close_index(self: number): void;
  /** Address of room for the next block of the source. May grow memory, as do all with an address. */
  _block_room(self: number): number;
  /** Bytes of that room. */
  _block_room_size(): number;
  /** Takes the first `size` bytes of the block; 0: see `describe`. */
  _commit_block(self: number, size: number): number;
  /** The source has ended; 0: see `describe`. */
  _finish_index(self: number): number;
  _has_error(self: number): number;
  _packet_count(self: number): number;
  _issue_count(self: number): number;
  _block_count(self: number): number;
  /** Bytes of memory the index takes. */
  _index_memory(self: number): number;
  /** Index of the first block of a type from `from` on; the number of blocks when there is none. */
  _find_block(self: number, type: number, from: number): number;
  /** Unpacks packets; returns the address of the columns. */
  _unpack_columns(self: number, first: number, count: number): number;
  /** Address of room for what was read again of the source. */
  _reread_room(self: number, size: number): number;
  /** Bytes of the record in front of a packet. */
  _head_size(self: number, packet: number): number;
  /** Bytes of the record worth reading behind a packet whose head is in the room. */
  _tail_size(self: number, packet: number): number;
  /** Address of a description. */
  _describe_subject(self: number, subject: Subject, i: number, end: number): number;
}

/** What the core describes; the order is that of cpp/wasm/bindings.cpp. */
export enum Subject {
  sections,
  interfaces,
  issues,
  error,
  /** Where the blocks [i, end) are. */
  blocks,
  /** Block `i`, whose bytes are in the room. */
  block,
  /** The record of packet `i`, whose head and tail are in the room. */
  record,
}

/** The factory that Emscripten makes: build/wasm/core.js. */
export type CreateCore = (options: {
  instantiateWasm(imports: WebAssembly.Imports, receive: Receive): object;
}) => Promise<CoreModule>;

type Receive = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/**
 * Makes a loader that compiles and instantiates once and gives everybody the same instance.
 * After a failure (a fetch that was interrupted, say) the next call tries again.
 */
export function coreLoader(
  createCore: CreateCore,
  compile: () => Promise<WebAssembly.Module>,
): () => Promise<CoreModule> {
  let loading: Promise<CoreModule> | undefined;
  return () => {
    loading ??= compile()
      .then((module) => instantiate(createCore, module))
      .catch((cause) => {
        loading = undefined;
        throw new Error(`The core could not be loaded: ${String(cause)}`, { cause });
      });
    return loading;
  };
}

// The glue neither compiles nor fetches, and it does not notice when instantiation fails: its
// promise would stay pending for ever. So the failure is brought out here.
function instantiate(createCore: CreateCore, module: WebAssembly.Module): Promise<CoreModule> {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, receive: Receive) => {
      WebAssembly.instantiate(module, imports)
        .then((instance) => receive(instance, module))
        .catch(reject);
      return {};
    };
    createCore({ instantiateWasm }).then(resolve, reject);
  });
}
