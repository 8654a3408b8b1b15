// The package: what it exports, in Node.js and in browsers.
export { CaptureError, type CaptureErrorCode } from "./base/capture-error.js";
export type { Jsonable } from "./base/json.js";
export type { BlockList } from "./capture/block-list.js";
export { Capture } from "./capture/capture.js";
export type { CaptureFacts } from "./capture/capture-facts.js";
export { PacketColumns } from "./capture/columns.js";
export type { DecapsulateOptions, SeedOptions } from "./capture/decapsulate.js";
export { type DecodeOptions, decodeBody } from "./capture/decode-body.js";
export type { ExpertOptions } from "./capture/expert.js";
export { type FieldValue, type FieldValues, field } from "./capture/field.js";
export type { FieldType, KnownField } from "./capture/fields.js";
export type { FilterOptions, FilterProgress } from "./capture/filter.js";
export type { FollowedName } from "./capture/follow.js";
export { type HttpObject, type ObjectOptions, objectName } from "./capture/http-object.js";
export type { Listing } from "./capture/listing.js";
export type { ConversationOrder, EndpointOrder, ListOptions, ListPart } from "./capture/lists.js";
export type { OpenOptions } from "./capture/open-capture.js";
export type { Field, PacketLayers, SourceRun } from "./capture/packet-layers.js";
export type { Progress } from "./capture/read-through.js";
export type { Row } from "./capture/row.js";
export { SummaryColumns } from "./capture/summary-columns.js";
export type { TableOptions } from "./capture/table.js";
export type { Totals } from "./capture/totals.js";
export type { DissectionChoices } from "./core/dissection-choices.js";
export {
  type CaptureEvent,
  EventBatch,
  type FileHeaderEvent,
  type PacketEvent,
} from "./event/event.js";
export type { BatchOptions, EventOptions, PacketOptions } from "./event/event-options.js";
export type { EventStream } from "./event/event-stream.js";
export type { BpfInstruction } from "./filter/bpf-instruction.js";
export { type BpfForm, CaptureFilter, type CaptureFilterOptions } from "./filter/capture-filter.js";
export type { CaptureFilterText } from "./filter/filter-text.js";
export { compileCaptureFilter } from "./functions/filtering.js";
export {
  checkFilter,
  completeFilter,
  decapsulate,
  fields,
  openCapture,
} from "./functions/opening.js";
export { eventStream, readEventBatches, readEvents } from "./functions/reading.js";
export {
  buildPacket,
  compare,
  convert,
  createWriter,
  edit,
  merge,
  writeEvents,
} from "./functions/writing.js";
export type {
  Block,
  BlockEntry,
  Custom,
  InterfaceStatistics,
  JournalField,
  NameRecord,
  Secrets,
} from "./record/block.js";
export type { ColumnRange } from "./record/column-range.js";
export type {
  Conversation,
  ConversationOf,
  Endpoint,
  ListLayer,
  TransportConversation,
} from "./record/conversation.js";
export type {
  Decapsulated,
  EtherHeader,
  IcmpHeader,
  IpHeader,
  PortPair,
  VlanTags,
} from "./record/decapsulated.js";
export type { ExpertGroup, ExpertItem, ExpertSeverity } from "./record/expert-item.js";
export type { FilterCompletion, FilterMessage, FilterReport } from "./record/filter.js";
export type { HierarchyNode } from "./record/hierarchy.js";
export type { Interface } from "./record/interface.js";
export type { Issue, Severity } from "./record/issue.js";
export type { Hash, NewOption, Option, Optional, Thread, Verdict } from "./record/option.js";
export type { ClassicRecord, Packet, PacketFlags } from "./record/packet.js";
export type { Section } from "./record/section.js";
export type { StreamPiece } from "./record/stream-piece.js";
export { NO_CONVERSATION, type SummaryRange } from "./record/summary-range.js";
export {
  type ColumnData,
  type ColumnType,
  type ColumnValue,
  type Occurrence,
  TableBatch,
  TableColumn,
  type TableColumnOptions,
} from "./record/table-batch.js";
export type { Compression } from "./source/compression.js";
export type { DecompressionOptions } from "./source/decompression-limit.js";
export type { SourceOptions } from "./source/http-place.js";
export type { BytesRead, CaptureSource, FileFacts, OpenFile } from "./source/open-source.js";
export type { RangeSource } from "./source/own-source.js";
export type { ReadOptions } from "./source/read-options.js";
export type {
  Aspect,
  Compared,
  ComparedPacket,
  CompareOptions,
  ComparisonCounts,
  PacketDifference,
} from "./write/compare.js";
export type { Converted, ConvertOptions } from "./write/convert.js";
export type { EditCount, Edited } from "./write/edit.js";
export type { EditStep, EditSteps } from "./write/edit-step.js";
export type {
  ControlLayer,
  DnsLayer,
  DnsQuestion,
  DnsRecord,
  EthernetLayer,
  IcmpLayer,
  Icmpv6Layer,
  Ipv4Address,
  Ipv4Layer,
  Ipv6Address,
  Ipv6Layer,
  MacAddress,
  NewLayer,
  PayloadLayer,
  SctpDataLayer,
  SctpLayer,
  TcpFlag,
  TcpLayer,
  TcpOption,
  UdpLayer,
  VlanLayer,
} from "./write/layers.js";
export type { MergeOptions, NamedSource } from "./write/merge.js";
export type { NewName, NewSecrets, NewStatistics } from "./write/new-blocks.js";
export type { NewInterface } from "./write/new-interface.js";
export type { NewPacket, NewVerdict } from "./write/new-packet.js";
export type { NewSection } from "./write/new-section.js";
export { type CaptureSink, MemorySink, type NodeWritable } from "./write/sink.js";
export type { NewCustom, WholeBlock } from "./write/whole-block.js";
export type { WriteEventsOptions } from "./write/write-events.js";
export { CaptureWriter } from "./write/writer.js";
export type { WriterOptions } from "./write/writer-options.js";
