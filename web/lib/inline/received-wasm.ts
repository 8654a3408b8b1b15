// In a Worker of packetglass/inline/worker: the modules, which the thread that started it sends.
import type { ModuleName } from "./inlined-wasm.js";

/** The modules, compressed by gzip: the first message to the Worker. */
export type InlinedModules = Readonly<Record<ModuleName, Uint8Array<ArrayBuffer>>>;

let give: (modules: InlinedModules) => void;
const modules = new Promise<InlinedModules>((resolve) => {
  give = resolve;
});

/** They have come. */
export function receiveWasm(received: InlinedModules): void {
  give(received);
}

/** In the place of the function of this name that the bundle has which brings the modules. */
export async function inlinedWasm(name: ModuleName): Promise<Uint8Array<ArrayBuffer>> {
  return (await modules)[name];
}
