// The packetglass package in Node.js. index-browser.ts exports the same names for browsers.
export * from "./exports.js";
export { decapsulate, fields, openCapture } from "./open-node.js";
export {
  convert,
  createWriter,
  eventStream,
  readEventBatches,
  readEvents,
  writeEvents,
} from "./streaming-node.js";
