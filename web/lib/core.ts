// The core's bindings (cpp/wasm/bindings.cpp) as TypeScript sees them, and how to bring them up.

/** One instance of the core. HEAPU8 is replaced when memory grows: never keep it over a call. */
export interface CoreModule {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly CaptureIndex: new () => CoreCapture;
}

/** The class of the same name in bindings.cpp. Addresses are 0 when there is no memory. */
export interface CoreCapture {
  /** Address of room for the next block of the source. May grow memory, as do all with an address. */
  block(): number;
  /** Bytes of that room. */
  blockSize(): number;
  /** Takes the first `size` bytes of the block; false: see `describe`. */
  commit(size: number): boolean;
  /** The source has ended; false: see `describe`. */
  finish(): boolean;
  hasError(): boolean;
  /** Packets so far. */
  length(): number;
  issueCount(): number;
  blockCount(): number;
  /** Bytes of memory the index takes. */
  memory(): number;
  /** Index of the first block of a type from `from` on; the number of blocks when there is none. */
  findBlock(type: number, from: number): number;
  /** Unpacks packets; returns the address of the columns. */
  unpack(first: number, count: number): number;
  /** Address of room for what was read again of the source. */
  room(size: number): number;
  /** Bytes of the record in front of a packet. */
  headSize(packet: number): number;
  /** Bytes of the record worth reading behind a packet whose head is in the room. */
  tailSize(packet: number): number;
  /** Address of a description. */
  describe(subject: Subject, i: number, end: number): number;
  /** Frees it. */
  delete(): void;
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
