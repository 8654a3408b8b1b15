// The modules as the bundle has them. Once for the whole package: its other bundles ask this one.

/** The modules' names. */
export type ModuleName = "core" | "dissect" | "stream" | "bpf" | "regex" | "decode" | "decompress";

const modules = {
  core: () => import("../../../build/wasm/core.wasm"),
  dissect: () => import("../../../build/wasm/dissect.wasm"),
  stream: () => import("../../../build/wasm/stream.wasm"),
  bpf: () => import("../../../build/wasm/bpf.wasm"),
  regex: () => import("../../../build/wasm/regex.wasm"),
  decode: () => import("../../../build/wasm/decode.wasm"),
  decompress: () => import("../../../build/wasm/decompress.wasm"),
};

/** @internal The module of this name, compressed by gzip. */
export async function inlinedWasm(name: ModuleName): Promise<Uint8Array<ArrayBuffer>> {
  return (await modules[name]()).default;
}
