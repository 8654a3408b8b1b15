// The packetglass package in browsers and their workers. index.ts exports the same names for Node.js.
export * from "./exports.js";
export { decapsulate, openCapture } from "./platform/open-browser.js";
export {
  convert,
  createWriter,
  eventStream,
  readEventBatches,
  readEvents,
  writeEvents,
} from "./platform/streaming-browser.js";
