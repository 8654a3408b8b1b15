// The packetglass package in browsers and their workers. index.ts exports the same names for Node.js.
export type {
  Block,
  BlockPlace,
  Custom,
  InterfaceStatistics,
  JournalField,
  NameRecord,
  Secrets,
} from "./block.js";
export type { BlockList } from "./block-list.js";
export { Capture } from "./capture.js";
export { CaptureError, type CaptureErrorCode } from "./capture-error.js";
export { type ColumnRange, PacketColumns } from "./columns.js";
export type { Compression } from "./compression.js";
export type { Interface } from "./interface.js";
export type { Issue, Severity } from "./issue.js";
export { openCapture } from "./open-browser.js";
export type { CaptureSource, OpenOptions, Progress } from "./open-capture.js";
export type { Hash, Option, Optional, Thread, Verdict } from "./option.js";
export type { ClassicRecord, Packet, PacketFlags } from "./packet.js";
export type { Section } from "./section.js";
