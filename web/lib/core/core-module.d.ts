// Emscripten's glue has no types of its own; it may not be built yet when types are checked.
declare module "*/build/wasm/core.js" {
  const createCore: import("./core.js").CreateCore<import("./core.js").CoreModule>;
  export default createCore;
}
declare module "*/build/wasm/dissect.js" {
  const createDissect: import("./core.js").CreateCore<import("./core.js").DissectModule>;
  export default createDissect;
}
declare module "*/build/wasm/stream.js" {
  const createStream: import("./core.js").CreateCore<import("./stream-module.js").StreamModule>;
  export default createStream;
}
declare module "*/build/wasm/edit.js" {
  const createEdit: import("./core.js").CreateCore<import("./edit-module.js").EditModule>;
  export default createEdit;
}
declare module "*/build/wasm/bpf.js" {
  const createBpf: import("./core.js").CreateCore<import("./bpf-module.js").BpfModule>;
  export default createBpf;
}
declare module "*/build/wasm/regex.js" {
  const createRegex: import("./core.js").CreateCore<import("./regex-module.js").RegexModule>;
  export default createRegex;
}
declare module "*/build/wasm/decode.js" {
  const createDecode: import("./core.js").CreateCore<import("./decode-module.js").DecodeModule>;
  export default createDecode;
}
declare module "*/build/wasm/decompress.js" {
  const createDecompress: import("./core.js").CreateCore<
    import("./decompress-module.js").DecompressModule
  >;
  export default createDecompress;
}
// As the build puts it into packetglass/inline: compressed by gzip.
declare module "*.wasm" {
  const compressed: Uint8Array<ArrayBuffer>;
  export default compressed;
}
// The program of a Worker, as the build puts it into packetglass/inline/worker.
declare module "program:*" {
  const text: string;
  export default text;
}
