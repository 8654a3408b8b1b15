// A program that uses every type of the package; compiled by package.test.js, never run.
import type { FileHandle } from "node:fs/promises";
import { Readable, type Writable } from "node:stream";
import {
  type Aspect,
  type Block,
  type BlockEntry,
  type BlockList,
  buildPacket,
  Capture,
  CaptureError,
  type CaptureErrorCode,
  type CaptureEvent,
  type CaptureSource,
  type CaptureWriter,
  type ClassicRecord,
  type ColumnRange,
  type CompareOptions,
  type Compression,
  type Conversation,
  type Converted,
  type Custom,
  compare,
  convert,
  createWriter,
  type Decapsulated,
  type DecapsulateOptions,
  type DecodeOptions,
  decapsulate,
  decodeBody,
  type Endpoint,
  type EtherHeader,
  type EventOptions,
  type ExpertGroup,
  type ExpertItem,
  type ExpertOptions,
  type ExpertSeverity,
  eventStream,
  type Field,
  type FieldType,
  type FileHeaderEvent,
  type FollowedName,
  fields,
  type Hash,
  type HierarchyNode,
  type HttpObject,
  type IcmpHeader,
  type Interface,
  type InterfaceStatistics,
  type IpHeader,
  type Issue,
  type JournalField,
  type KnownField,
  type ListLayer,
  type ListPart,
  MemorySink,
  type NameRecord,
  type NewLayer,
  NO_CONVERSATION,
  type ObjectOptions,
  type OpenOptions,
  type Option,
  type Optional,
  objectName,
  openCapture,
  type Packet,
  type PacketColumns,
  type PacketDifference,
  type PacketEvent,
  type PacketFlags,
  type PacketLayers,
  type PortPair,
  type Progress,
  type RangeSource,
  type Row,
  readEventBatches,
  readEvents,
  type Secrets,
  type Section,
  type Severity,
  type SourceOptions,
  type StreamPiece,
  type SummaryColumns,
  type SummaryRange,
  type TcpOption,
  type Thread,
  type Totals,
  type Verdict,
  type VlanTags,
  type WriterOptions,
  writeEvents,
} from "packetglass";
import * as worker from "packetglass/worker";

export async function use(source: CaptureSource, options: OpenOptions): Promise<Packet> {
  using capture: Capture = await openCapture(source, options);
  const columns: PacketColumns = capture.columns;
  const range: ColumnRange = columns.read(0, 10);
  const first: bigint = range.timestamp[0];
  const section: Section = capture.sections[0];
  const place: Interface = capture.interfaces[0];
  const issues: readonly Issue[] = capture.issues;
  const severity: Severity = issues[0].severity;
  const error = new CaptureError("io", String([first, section, place, severity]));
  const code: CaptureErrorCode = error.code;
  if (code !== "io") throw new Error(code);
  const compression: Compression | undefined = capture.compression;
  if (compression === "gzip") throw new Error(compression);
  return capture.packet(0);
}

export async function everyBlock(capture: Capture): Promise<unknown[]> {
  const blocks: BlockList = capture.blocks;
  const entries: BlockEntry[] = [...blocks, ...blocks.read(0, 1)];
  const block: Block = await capture.block(entries.length - 1);
  const custom: Custom | undefined = block.custom;
  const journal: readonly JournalField[] | undefined = block.journal;
  const names: NameRecord[] = await capture.names();
  const secrets: Secrets[] = await capture.secrets();
  const statistics: InterfaceStatistics[] = await capture.statistics();
  return [block.bytes, custom?.mayCopy, journal, names, secrets[0].bytes, statistics[0].received];
}

export function everyOption(packet: Packet, { options, comments }: Optional): unknown[] {
  const all: readonly Option[] = [...packet.options, ...options];
  const flags: PacketFlags | undefined = packet.flags;
  const record: ClassicRecord | undefined = packet.record;
  const hash: Hash | undefined = packet.hashes[0];
  const verdict: Verdict | undefined = packet.verdicts[0];
  const thread: Thread = { processId: packet.processId ?? 0, threadId: packet.threadId ?? 0 };
  const ticks: bigint | undefined = packet.ticks;
  return [
    all[0].value,
    comments[0].length,
    flags?.direction,
    record?.nokia,
    hash,
    verdict,
    thread,
    ticks,
  ];
}

export async function everySource(signal: AbortSignal): Promise<void> {
  const onProgress = (progress: Progress): void => console.log(progress.bytesRead);
  await openCapture(new Blob([]));
  await openCapture(new File([], "capture.pcap"), { signal });
  await openCapture(new ArrayBuffer(4), { onProgress });
  await openCapture(new Uint8Array(4), { signal, onProgress });
  await openCapture(Buffer.alloc(4), {});
  await openCapture("path");
}

export async function everyField(): Promise<unknown[]> {
  const [known]: readonly KnownField[] = await fields("tcp.");
  const type: FieldType = known.type;
  const there: readonly KnownField[] = await worker.fields();
  return [known.name, known.values?.[6], known.members?.[0], type, there];
}

export async function everyLayer(capture: Capture): Promise<unknown[]> {
  const packet: PacketLayers = await capture.layers(0);
  const field: Field = packet.layers[0].fields[0];
  const rows: readonly Row[] = await capture.rows(0, 10);
  const time: bigint | undefined = rows[0].timestamp;
  const options: DecapsulateOptions = { linkType: 1, seed: 7 };
  const record: Decapsulated = await decapsulate(packet.sources[0], options);
  const ports: PortPair | undefined = record.tcp;
  const headers: (EtherHeader | VlanTags | IpHeader | IcmpHeader | undefined)[] = [
    ...[record.ether, record.vlan, record.ip, record.icmp],
  ];
  const value: number | bigint | boolean | string | Uint8Array | undefined = field.value;
  return [
    time,
    headers,
    ports?.src_port,
    value,
    (await capture.decapsulate(0, { seed: 1 })).ip?.src,
  ];
}

export async function everyList(source: CaptureSource, layer: ListLayer): Promise<unknown[]> {
  const capture = await openCapture(source, { summary: true });
  const summary: SummaryColumns = capture.summary;
  const range: SummaryRange = summary.read(0, 10);
  const none: boolean = range.conversation[0] === NO_CONVERSATION;
  const conversations: readonly Conversation[] = capture.conversations(layer);
  const endpoints: readonly Endpoint[] = capture.endpoints("udp");
  const part: ListPart<Conversation> = capture.conversationsBy(layer, "duration", 0, 10);
  const talkers: readonly Endpoint[] = capture.endpointsBy("ip", "bytes").rows;
  const { earliest }: Totals = await capture.totals();
  const since: bigint = (earliest ?? 0n) - (capture.firstTimestamp ?? 0n);
  const all: HierarchyNode = capture.hierarchy();
  const duration: bigint | undefined = conversations[0].duration;
  const stream: number = capture.conversations("tcp")[0].stream;
  for await (const piece of capture.follow({ layer: "tcp", stream })) console.log(piece.side);
  console.log(part.length, talkers, since);
  return [none, summary.protocols[0], duration, endpoints[0].port, all.children[0].packets];
}

export async function everyExpertItem(capture: Capture): Promise<string[]> {
  const options: ExpertOptions = { within: capture.all, signal: AbortSignal.timeout(1000) };
  const texts: string[] = [];
  for await (const items of capture.expert(options)) {
    for (const item of items as readonly ExpertItem[]) {
      const severity: ExpertSeverity = item.severity;
      const group: ExpertGroup = item.group;
      texts.push(`${item.packet} ${severity} ${group} ${item.protocol} ${item.field} ${item.text}`);
    }
  }
  return texts;
}

export async function everyPiece(capture: Capture): Promise<number> {
  const name: FollowedName = { layer: "tcp", stream: 0 };
  let bytes = 0;
  for await (const piece of capture.follow(name)) {
    const { timestamp }: StreamPiece = piece;
    bytes += piece.bytes?.length ?? piece.gap ?? 0;
    if (timestamp === 0n || piece.side === 1) return piece.packet;
  }
  return bytes;
}

export async function everyObject(capture: Capture): Promise<Uint8Array[]> {
  const options: ObjectOptions = { maxKept: 1024 };
  const decoding: DecodeOptions = { maxSize: 4096 };
  const bodies: Uint8Array[] = [];
  for await (const object of capture.objects(options)) {
    const { host, status }: HttpObject = object;
    console.log(host ?? status, objectName(object, bodies.length));
    bodies.push(object.isComplete ? await decodeBody(object, decoding) : object.bytes);
  }
  return bodies;
}

export async function everyEvent(source: CaptureSource, handle: FileHandle): Promise<unknown[]> {
  const headers: EventOptions = { emitFileHeaders: true, onIssue: ({ kind }) => console.log(kind) };
  for await (const event of readEvents(source, headers)) {
    const one: CaptureEvent = event;
    if (one.schema === "pcap.packet") return [one.timestamp, one.data, one.section_id];
    const header: FileHeaderEvent = one;
    console.log(header.magic_number);
  }
  for await (const { timestamp, data } of readEvents(source)) console.log(timestamp, data.length);
  for await (const { data } of readEvents(source, { emitFileHeaders: false, strict: true })) {
    console.log(data.length);
  }
  for await (const event of readEvents(source, { emitFileHeaders: Math.random() < 1 })) {
    // @ts-expect-error it may be a header
    console.log(event.data);
  }
  // @ts-expect-error no such option
  readEvents(source, { emitHeaders: true });
  for await (const batch of readEventBatches(handle, { strict: true })) {
    const time: bigint = batch.timestamp[0];
    batch.release();
    console.log(time);
  }
  const events: ReadableStream<PacketEvent> = new Response().body?.pipeThrough(
    eventStream(),
  ) as ReadableStream<PacketEvent>;
  const both: ReadableStream<CaptureEvent> = eventStream({ emitFileHeaders: true }).readable;
  const stream: Readable = Readable.from([]);
  const place = new URL("http://localhost/");
  const asking: SourceOptions = { headers: { Authorization: "me" }, fetch };
  const own: RangeSource = { size: 4, read: (_offset, length) => new Uint8Array(length) };
  const request = new Request(place, { headers: new Headers() });
  await openCapture(request, { headers: request.headers });
  return [events, both, await openCapture(stream), await openCapture(place, asking), own];
}

export async function everyWriter(capture: Capture, stdout: Writable): Promise<unknown[]> {
  const sink = new MemorySink();
  const options: WriterOptions = { endian: "big", interfaces: capture.interfaces };
  const writer: CaptureWriter = await createWriter(sink, options);
  const id: number = writer.addInterface({ linkType: 1, name: "eth0" });
  await writer.writePacket(await capture.packet(0));
  await writer.writePacket({ bytes: new Uint8Array(1), timestamp: 1n, interfaceId: id });
  await writer.writeNames(await capture.names());
  await writer.close();
  const written: number = await writeEvents(readEvents(sink.bytes()), stdout);
  const done: Converted = await convert(sink.bytes(), "out.pcap", { format: "nsec" });
  return [written, done.isComplete];
}

export async function packetsThatAreBuilt(): Promise<Uint8Array> {
  const options: readonly TcpOption[] = [
    "nop",
    { mss: 1460 },
    { kind: 30, content: new Uint8Array(2) },
  ];
  const tcp: NewLayer = { layer: "tcp", source: 80, flags: ["syn", "ack"], options };
  const answers = [{ name: "a.example", type: 5, data: "b.example" }];
  // @ts-expect-error a layer has a name
  await buildPacket([{ source: 80 }]);
  // @ts-expect-error a field of another layer
  await buildPacket([{ layer: "udp", flags: 1 }]);
  await worker.buildPacket([{ layer: "vlan", id: 7 }, { layer: "ipv4" }, tcp]);
  return buildPacket([{ layer: "ethernet" }, { layer: "ipv6" }, { layer: "dns", answers }]);
}

export async function differencesOf(a: CaptureSource, b: CaptureSource): Promise<number> {
  const options: CompareOptions = { by: "time", ignore: ["ttl"] };
  let same = 0;
  for await (const { differences, counts } of compare(a, b, options)) {
    for (const { difference, aspects } of differences) {
      const only: PacketDifference["difference"] = difference;
      const what: readonly Aspect[] = aspects;
      console.log(only, what);
    }
    same = counts.same;
  }
  for await (const { counts } of worker.compare(a, b)) same += counts.same;
  return same;
}

export async function everythingInAWorker(source: CaptureSource): Promise<unknown[]> {
  using capture: worker.RemoteCapture = await worker.openCapture(source, { summary: true });
  const { length, interfaces }: { length: number; interfaces: readonly Interface[] } = capture;
  const range: ColumnRange = await capture.columns.read(0, length);
  const packet: Packet = await capture.packet(0);
  const conversations: readonly Conversation[] = await capture.conversations("tcp");
  const { rows }: ListPart<Endpoint> = await capture.endpointsBy("ip", "packets", 0, 10);
  console.log(rows);
  const protocols: readonly string[] = capture.summary.protocols;
  const entries: BlockEntry[] = await capture.blocks.read();
  for await (const piece of capture.follow({ layer: "tcp", stream: 0 })) {
    const { side }: StreamPiece = piece;
    console.log(side);
  }
  for await (const object of capture.objects()) console.log(await worker.decodeBody(object));
  await using writer: worker.RemoteWriter = await worker.createWriter(new MemorySink());
  const id: number = await writer.addInterface(interfaces[0]);
  for await (const batch of worker.readEventBatches(source)) await writer.writeBatch(batch);
  for await (const { data } of worker.readEvents(source)) console.log(data.length);
  console.log(JSON.stringify(capture.toJSON()));
  const written: number = await worker.writeEvents(worker.readEvents(source), "out.pcap");
  const done: Converted = await worker.convert(source, "out.pcapng", { format: "pcapng" });
  // @ts-expect-error columns are asked for
  capture.columns.read().timestamp;
  // @ts-expect-error packets are numbers
  await capture.packet("0");
  await capture.close();
  await worker.terminate();
  return [range, packet, conversations, protocols, entries, id, written, done];
}

export async function wrong(capture: Capture): Promise<void> {
  // @ts-expect-error a number is no source
  await openCapture(5);
  // @ts-expect-error captures are opened, not made
  new Capture();
  // @ts-expect-error an issue cannot be changed
  capture.issues[0].offset = 1;
  // @ts-expect-error packets are numbers
  await capture.packet(1n);
  // @ts-expect-error no such layer
  capture.conversations("dns");
  // @ts-expect-error endpoints have no times
  capture.endpointsBy("ip", "first");
  // @ts-expect-error no such code
  new CaptureError("broken", "");
}
