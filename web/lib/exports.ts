// What the package exports everywhere, beside what opens and writes captures.
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
export type { CaptureFacts } from "./capture-facts.js";
export { type ColumnRange, PacketColumns } from "./columns.js";
export type { Compression } from "./compression.js";
export type {
  Conversation,
  ConversationOf,
  Endpoint,
  ListLayer,
  TransportConversation,
} from "./conversation.js";
export type { Converted, ConvertOptions } from "./convert.js";
export type {
  Decapsulated,
  DecapsulateOptions,
  EtherHeader,
  IcmpHeader,
  IpHeader,
  PortPair,
  SeedOptions,
  VlanTags,
} from "./decapsulated.js";
export { type DecodeOptions, decodeBody } from "./decode-body.js";
export type { DecompressionOptions } from "./decompression-limit.js";
export { type CaptureEvent, EventBatch, type FileHeaderEvent, type PacketEvent } from "./event.js";
export type { EventStream } from "./event-stream.js";
export type { FieldType, KnownField } from "./fields.js";
export type { FollowedName, StreamPiece } from "./follow.js";
export type { HierarchyNode } from "./hierarchy.js";
export { type HttpObject, type ObjectOptions, objectName } from "./http-object.js";
export type { SourceOptions } from "./http-place.js";
export type { Interface } from "./interface.js";
export type { Issue, Severity } from "./issue.js";
export type { Jsonable } from "./json.js";
export type { NewInterface, NewName, NewSecrets, NewSection, NewStatistics } from "./new-blocks.js";
export type { NewPacket, NewVerdict } from "./new-packet.js";
export type { OpenOptions, Progress } from "./open-capture.js";
export type { BytesRead, CaptureSource, FileFacts, OpenFile } from "./open-source.js";
export type { Hash, NewOption, Option, Optional, Thread, Verdict } from "./option.js";
export type { RangeSource } from "./own-source.js";
export type { ClassicRecord, Packet, PacketFlags } from "./packet.js";
export type { Field, PacketLayers } from "./packet-layers.js";
export type { EventOptions, PacketOptions } from "./read-events.js";
export type { ReadOptions } from "./read-options.js";
export type { Row } from "./row.js";
export type { Section } from "./section.js";
export { type CaptureSink, MemorySink, type NodeWritable } from "./sink.js";
export { NO_CONVERSATION, SummaryColumns, type SummaryRange } from "./summary-columns.js";
export type { NewCustom, WholeBlock } from "./whole-block.js";
export type { WriteEventsOptions } from "./write-events.js";
export { CaptureWriter } from "./writer.js";
export type { WriterOptions } from "./writer-options.js";
