// Writing a capture packet by packet.

import { at } from "../base/at.js";
import { CaptureError } from "../base/capture-error.js";
import { Held } from "../base/held.js";
import { showFacts } from "../base/inspect.js";
import { requireIndex, requireIndexIn } from "../base/range.js";
import { requireBytes, requireWord } from "../base/require.js";
import { turn } from "../base/turn.js";
import { requireAddress } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import type { EditModule } from "../core/edit-module.js";
import type { CoreRecorder, StreamModule } from "../core/stream-module.js";
import { failure } from "../event/core-input.js";
import type { CaptureEvent, EventBatch, FileHeaderEvent, PacketEvent } from "../event/event.js";
import type { Streaming } from "../event/read-events.js";
import type { OpenFile } from "../source/open-source.js";
import { Clock } from "./clock.js";
import { Command, Commands, PacketBit } from "./commands.js";
import {
  type NewName,
  type NewSecrets,
  type NewStatistics,
  namesBlock,
  secretsBlock,
  statisticsBlock,
} from "./new-blocks.js";
import { interfaceBlock, type NewInterface } from "./new-interface.js";
import { type NewPacket, packetOptions, requirePacket } from "./new-packet.js";
import { type NewSection, sectionBlock } from "./new-section.js";
import { Output } from "./output.js";
import { type CaptureSink, openSink, type Sink } from "./sink.js";
import { customBlock, isLittleEndian, type NewCustom, type WholeBlock } from "./whole-block.js";
import {
  makeRecorder,
  requireWriterOptions,
  WRITER_NAMES,
  type WriterOptions,
} from "./writer-options.js";

// So much is gathered before it goes through the core to the sink.
const BATCH = 1024 * 1024;

const DONE = Promise.resolve();

/** @internal What writing needs of the platform. */
export interface Writing extends Streaming {
  readonly loadEdit: () => Promise<EditModule>;
  readonly openFileSink: (place: Place, overwrite: boolean, whole?: boolean) => Promise<Sink>;
}
type Place = string | URL | OpenFile;

/** @internal createWriter on a given platform. */
export async function writerOn(
  platform: Writing,
  sink: CaptureSink,
  options: WriterOptions,
): Promise<CaptureWriter> {
  requireWriterOptions(options, WRITER_NAMES);
  return openWriter(platform, sink, options);
}

/** @internal The same for options that are all right. */
export async function openWriter(
  platform: Writing,
  sink: CaptureSink,
  options: WriterOptions,
): Promise<CaptureWriter> {
  const stream = await platform.loadStream();
  const recorder = makeRecorder(stream, options);
  const held = new Held();
  held.add(() => giveBack(stream));
  held.add(() => recorder.delete());
  try {
    const place = (where: Place) => platform.openFileSink(where, options.overwrite === true);
    const opened = await openSink(sink, place);
    return CaptureWriter.over(stream, recorder, opened, held, options);
  } catch (error) {
    held.close();
    throw error;
  }
}

/**
 * Writes a capture, made by {@link createWriter}. Packets are gathered and written about 1 MiB at a
 * time: what is given to a method may be changed when it has returned. Every promise settles when
 * more may be written, so that waiting for each keeps memory small.
 *
 * What cannot be written rejects with a {@link CaptureError} at the packet that fills a batch, at
 * the next one, or at `close()`: `link_type_mismatch`, `time_out_of_range`, `packet_too_large`,
 * `length_mismatch`, `unsupported`, `io`. What comes before it is written; nothing comes after it.
 * Wrong arguments throw a TypeError or RangeError at once.
 */
export class CaptureWriter {
  readonly #stream: StreamModule;
  readonly #recorder: CoreRecorder;
  readonly #sink: Sink;
  readonly #output: Output;
  readonly #held: Held;
  readonly #commands = new Commands();
  readonly #snaplen: number;
  #interfaces: NewInterface[] = [];
  #linkType: number | undefined;
  #failure: unknown;
  #isClosed = false;
  #isComplete = true;

  private constructor(
    stream: StreamModule,
    recorder: CoreRecorder,
    sink: Sink,
    held: Held,
    { snaplen, linkType, section, interfaces = [] }: WriterOptions,
  ) {
    this.#stream = stream;
    this.#recorder = recorder;
    this.#sink = sink;
    this.#output = new Output(stream, recorder, sink);
    this.#snaplen = snaplen || Number.POSITIVE_INFINITY;
    this.#linkType = linkType;
    this.#held = held;
    held.ownedBy(this);
    if (section) this.beginSection(section);
    for (const one of interfaces) this.addInterface(one);
  }

  /** @internal A writer that owns all of these from now on. */
  static over(
    stream: StreamModule,
    recorder: CoreRecorder,
    sink: Sink,
    held: Held,
    options: WriterOptions,
  ): CaptureWriter {
    return new CaptureWriter(stream, recorder, sink, held, options);
  }

  /** Bytes that were handed to the sink so far. */
  get bytesWritten(): number {
    return this.#output.size;
  }

  /**
   * False after `close()` when a header does not say how long all records are, as that of IXIA's
   * variants has to: they are too long, or the sink cannot be gone back in.
   */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Writes a packet. */
  writePacket(packet: NewPacket): Promise<void> {
    this.#requireOpen();
    requirePacket(packet);
    const { bytes, timestamp, ticks, interfaceId, originalLength = bytes.length } = packet;
    const { bits: placed, linkType } = this.#interfaceOf(packet);
    if (bytes.length > this.#snaplen) {
      throw new RangeError(`packet.bytes must not be longer than the snaplen of ${this.#snaplen}`);
    }
    let bits = placed;
    if (typeof timestamp === "bigint") bits |= PacketBit.timed;
    if (ticks !== undefined) bits |= PacketBit.hasTicks;
    const [id, time] = [interfaceId ?? 0, timestamp ?? 0n];
    const said = packetOptions(packet);
    this.#commands.packet(bits, linkType, originalLength, 0, id, time, bytes, said, ticks);
    return this.#written();
  }

  /**
   * Writes an event of {@link readEvents}: a file header begins a section of pcap in its byte order
   * and resolution, and is ignored in pcapng. Packets of pcapng begin sections and declare
   * interfaces as their numbers say.
   */
  writeEvent(event: CaptureEvent): Promise<void> {
    this.#requireOpen();
    if (event?.schema === "pcap.packet") this.#pack(event);
    else if (event?.schema === "pcap.file_header") return this.writeFileHeader(event);
    else throw new TypeError("event must be a pcap.packet or a pcap.file_header");
    return this.#written();
  }

  /** Writes a batch of {@link readEventBatches}: its file header and its packets. */
  async writeBatch(batch: EventBatch): Promise<void> {
    this.#requireOpen();
    if (batch.fileHeader) await this.writeFileHeader(batch.fileHeader);
    const section = batch.section_id ?? 0;
    const inSection = batch.section_id === undefined ? 0 : PacketBit.hasSection;
    const bits = inSection | PacketBit.hasInterface;
    const { data, dataOffset, captured_packet_length: captured } = batch;
    for (let i = 0; i < batch.length; i += 1) {
      const begin = at(dataOffset, i);
      this.#commands.packet(
        batch.hasTimestamp[i] === 1 ? bits | PacketBit.timed : bits,
        at(batch.linktype, i),
        at(batch.original_packet_length, i),
        section,
        at(batch.interface_id, i),
        at(batch.timestamp, i),
        data.subarray(begin, begin + at(captured, i)),
      );
      if (this.#commands.size >= BATCH) await this.flush();
    }
  }

  /** Begins a section of pcap by its header; in pcapng, which has no such, nothing happens. */
  writeFileHeader(header: FileHeaderEvent): Promise<void> {
    this.#requireOpen();
    const names = ["magic_number", "major_version", "minor_version", "reserved1"] as const;
    const more = ["reserved2", "snaplen", "linktype"] as const;
    const words = [...names, ...more].map((name) => requireWord(`event.${name}`, header[name]));
    this.#commands.words(Command.fileHeader, words);
    this.#linkType = header.linktype & 0xffff;
    return this.#written();
  }

  /** pcapng: begins another section, whose interfaces are to be declared anew. */
  beginSection(section: NewSection = {}): void {
    this.#requireOpen();
    this.#commands.block(Command.section, sectionBlock(section));
    this.#interfaces = [];
  }

  /** pcapng: declares an interface of the section; returns its number, counted from 0. */
  addInterface(description: NewInterface): number {
    this.#requireOpen();
    this.#commands.block(Command.interface, interfaceBlock(description));
    return this.#interfaces.push(description) - 1;
  }

  /** pcapng: writes names for addresses. Those whose address is not known are left out. */
  writeNames(names: Iterable<NewName>, comments?: readonly string[]): Promise<void> {
    return this.#writeBlock(namesBlock(names, comments));
  }

  /** pcapng: writes keys to what is encrypted. They belong before the packets. */
  writeSecrets(secrets: NewSecrets, comments?: readonly string[]): Promise<void> {
    return this.#writeBlock(secretsBlock(secrets, comments));
  }

  /** pcapng: writes the counters of a declared interface. */
  writeStatistics(statistics: NewStatistics, comments?: readonly string[]): Promise<void> {
    const { interfaceId = 0 } = Object(statistics) as NewStatistics;
    requireIndexIn("statistics.interfaceId", interfaceId, this.#interfaces.length, INTERFACES);
    const clock = new Clock(at(this.#interfaces, interfaceId));
    return this.#writeBlock(statisticsBlock(statistics, clock, comments));
  }

  /** pcapng: writes data of an enterprise. Zeros follow it up to a multiple of four bytes. */
  writeCustom(custom: NewCustom): Promise<void> {
    return this.#writeBlock(customBlock(custom));
  }

  /**
   * pcapng: writes a block that was read, of any type but sections, interfaces and packets, in the
   * byte order that is written. Its content stays: the number of an interface in it, too.
   */
  writeBlock(block: WholeBlock): Promise<void> {
    const command = isLittleEndian(block) ? Command.block : Command.bigBlock;
    return this.#writeBlock(block.bytes, command);
  }

  /** Hands all that was written to the sink; settles when it takes more. */
  flush(): Promise<void> {
    this.#requireOpen();
    return quiet(this.#run());
  }

  /**
   * Writes the rest and ends the sink. Rejects with what could not be written, if that was not
   * reported yet; `empty` where nothing has said what the capture is of. Again: nothing happens.
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      if (this.#failure !== undefined) throw this.#failure;
      await this.#run();
      if (!this.#recorder.finish()) throw failure(this.#stream, this.#recorder);
      const isFilled = await this.#output.finish();
      this.#isComplete = isFilled && !this.#recorder.lengthsMissing();
    } catch (error) {
      await this.#sink.abort(error);
      throw error;
    } finally {
      this.#held.close();
    }
    await this.#sink.close();
  }

  /** Gives up: nothing more is written, and the sink is aborted. After the end: nothing happens. */
  async abort(reason?: unknown): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#held.close();
    await this.#sink.abort(reason);
  }

  /** The same as {@link CaptureWriter.close}, for `await using`. Absent where the platform has no such symbol. */
  declare readonly [Symbol.asyncDispose]: () => Promise<void>;

  static {
    const facts = ({ bytesWritten, isComplete }: CaptureWriter) => ({ bytesWritten, isComplete });
    showFacts(CaptureWriter.prototype, "CaptureWriter", facts);
    // Older browsers have no Symbol.asyncDispose: there a method would get the name "undefined".
    if (Symbol.asyncDispose !== undefined) {
      const method = { value: CaptureWriter.prototype.close, writable: true, configurable: true };
      Object.defineProperty(CaptureWriter.prototype, Symbol.asyncDispose, method);
    }
  }

  #pack(event: PacketEvent): void {
    const { timestamp, section_id, interface_id, data } = event;
    requirePacketEvent(event);
    let bits = timestamp === null ? 0 : PacketBit.timed;
    if (section_id !== undefined) bits |= PacketBit.hasSection;
    if (interface_id !== undefined) bits |= PacketBit.hasInterface;
    this.#commands.packet(
      bits,
      event.linktype,
      event.original_packet_length,
      section_id ?? 0,
      interface_id ?? 0,
      timestamp ?? 0n,
      data,
    );
  }

  // The interface of a packet, as bits, and its link type.
  #interfaceOf({ interfaceId, linkType }: NewPacket): { bits: number; linkType: number } {
    const { length } = this.#interfaces;
    if (length > 0 && (interfaceId !== undefined || linkType === undefined)) {
      requireIndex("packet.interfaceId", interfaceId ?? 0, 0, length - 1);
      return {
        bits: PacketBit.declared,
        linkType: at(this.#interfaces, interfaceId ?? 0).linkType,
      };
    }
    if (interfaceId !== undefined) requireWord("packet.interfaceId", interfaceId);
    const type = linkType ?? this.#linkType;
    if (type === undefined)
      throw new TypeError("packet.linkType must be given: nothing else says it");
    const bits = interfaceId === undefined ? 0 : PacketBit.hasInterface;
    return { bits, linkType: requireWord("packet.linkType", type) };
  }

  #writeBlock(block: Uint8Array, command = Command.block): Promise<void> {
    this.#requireOpen();
    this.#commands.block(command, block);
    return this.#written();
  }

  #written(): Promise<void> {
    return this.#commands.size < BATCH ? DONE : quiet(this.#run());
  }

  // Everything up to the first wait is done at once, so that the order is that of the calls.
  async #run(): Promise<void> {
    const { bytes, size } = this.#commands;
    if (size === 0) return this.#output.drain();
    try {
      const address = requireAddress(this.#recorder.buffer(size));
      this.#stream.HEAPU8.set(bytes, address);
      this.#commands.clear();
      const isGood = this.#recorder.run(size);
      const draining = this.#output.drain();
      if (!isGood) {
        await draining;
        throw failure(this.#stream, this.#recorder);
      }
      await draining;
      await turn();
    } catch (error) {
      this.#failure ??= error;
      throw error;
    }
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new CaptureError("closed", "The capture that is written was closed.");
    if (this.#failure !== undefined) throw this.#failure;
  }
}

const INTERFACES = ["The section", "interfaces"] as const;

// Who does not wait for it meets the failure at the next call, not as the end of the program.
function quiet(promise: Promise<void>): Promise<void> {
  promise.catch(() => {});
  return promise;
}

function requirePacketEvent(event: PacketEvent): void {
  const { timestamp, captured_packet_length: captured, data } = event;
  if (timestamp !== null && typeof timestamp !== "bigint") {
    throw new TypeError("event.timestamp must be a bigint or null");
  }
  requireBytes("event.data", data);
  if (captured !== undefined && captured !== data.length) {
    throw new RangeError(`event.captured_packet_length is ${captured}, not that of its data`);
  }
  requireWord("event.linktype", event.linktype);
  requireWord("event.original_packet_length", event.original_packet_length);
  if (event.section_id !== undefined) requireWord("event.section_id", event.section_id);
  if (event.interface_id !== undefined) requireWord("event.interface_id", event.interface_id);
}
