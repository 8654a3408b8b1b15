// The packetglass package in Node.js. index-browser.ts exports the same names for browsers.
export * from "./exports.js";
export { decapsulate, openCapture } from "./platform/open-node.js";
export {
  convert,
  createWriter,
  eventStream,
  readEventBatches,
  readEvents,
  writeEvents,
} from "./platform/streaming-node.js";
