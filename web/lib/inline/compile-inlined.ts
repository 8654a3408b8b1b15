// WebAssembly that is part of the bundle, for where nothing can be fetched or read.
import type { ModuleName } from "./inlined-wasm.js";

/** The module of this name, which the bundle has compressed by gzip. Rejects when it is none. */
export async function compileInlined(name: ModuleName): Promise<WebAssembly.Module> {
  // Other bundles take the modules from the one that has them.
  const { inlinedWasm } = await import("./inlined-wasm.js");
  const bytes = new Blob([await inlinedWasm(name)]).stream();
  const module = bytes.pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(module).arrayBuffer());
}
