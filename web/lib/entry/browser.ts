// What `import "packetglass"` is in browsers: see node.ts.
export { CaptureError } from "../base/capture-error.js";
export * from "../index-browser.js";
