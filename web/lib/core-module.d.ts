// Emscripten's glue has no types of its own; it may not be built yet when types are checked.
declare module "*/build/wasm/core.js" {
  const createCore: import("./core.js").CreateCore;
  export default createCore;
}
