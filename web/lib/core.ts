// The core's bindings (cpp/wasm/bindings.cpp) as TypeScript sees them, and how to bring them up.
import type { CaptureErrorCode } from "./capture-error.js";
import type { Interface } from "./interface.js";
import type { Issue } from "./issue.js";
import type { Section } from "./section.js";

/** One instance of the core. HEAPU8 is replaced when memory grows: never keep it over a call. */
export interface CoreModule {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly CaptureIndex: new () => CoreIndex;
}

/** Why the core gave up. */
export interface CoreError {
  readonly code: CaptureErrorCode;
  readonly offset: number;
  readonly message: string;
}

/** The index of one capture, in the core's memory until `delete()`. */
export interface CoreIndex {
  /** Address of room for the next block of the source; 0: out of memory. May grow memory. */
  block(): number;
  /** Bytes of room at `block()`. */
  blockSize(): number;
  /** Takes the first `size` bytes of the block. False: see `error()`. */
  commit(size: number): boolean;
  /** The source has ended. False: see `error()`. */
  finish(): boolean;
  error(): CoreError | undefined;
  length(): number;
  /** Unpacks up to {@link UNPACK_LIMIT} packets; returns the address of the columns, 0: no memory. */
  unpack(first: number, count: number): number;
  sections(): Section[];
  interfaces(): Interface[];
  issues(): Issue[];
  issueCount(): number;
  /** Bytes of memory the index takes. */
  memory(): number;
  delete(): void;
}

/** Most packets one call of `unpack` takes. */
export const UNPACK_LIMIT = 65536;

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
