// The checksums of zstd and lz4: xxHash, by xxhash-wasm.
import xxhash, { type XXHashAPI } from "xxhash-wasm";

let loading: Promise<XXHashAPI> | undefined;

/** Compiled at the first call; after a failure the next call tries again. */
export function loadHashes(): Promise<XXHashAPI> {
  loading ??= xxhash().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
