// All modules of the bundle, for a Worker.
import type { InlinedModules } from "./received-wasm.js";

/** The modules, compressed by gzip: some 890 kB. */
export async function allInlined(): Promise<InlinedModules> {
  const { inlinedWasm } = await import("./inlined-wasm.js");
  const [core, dissect, stream, bpf, regex, decode, decompress] = await Promise.all([
    inlinedWasm("core"),
    inlinedWasm("dissect"),
    inlinedWasm("stream"),
    inlinedWasm("bpf"),
    inlinedWasm("regex"),
    inlinedWasm("decode"),
    inlinedWasm("decompress"),
  ]);
  return { core, dissect, stream, bpf, regex, decode, decompress };
}
