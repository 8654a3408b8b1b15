// What `import "packetglass"` is: the error apart from the rest, so that bundlers leave
// that out for who imports the error alone.
export { CaptureError } from "./base/capture-error.js";
export * from "./index.js";
