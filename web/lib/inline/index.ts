// packetglass/inline: the package in one file, WebAssembly included.
export * from "../index.js";
export { inlinedWasm } from "./inlined-wasm.js";
