// A cap over an interface, by the native program: it captures, this reads what it writes.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { at } from "../base/at.js";
import { type Names, requireOptions } from "../base/option-names.js";
import type { EventBatch } from "../event/event.js";
import { CaptureError, MemorySink } from "../index.js";
import type { CaptureSource } from "../source/open-source.js";

import type { CreateWriter } from "./cap.js";
import type { NextResult, PacketSource } from "./next.js";
import { Packets } from "./packets.js";

/** How a live capture is made. */
export interface LiveOptions {
  /** The native program `packetglass`; by default that of the environment's PACKETGLASS_BINARY,
   * else the one next to the package, else the one on PATH. */
  readonly binary?: string;
}

const NAMES: Names<LiveOptions> = { binary: true };

/** @internal What to capture. */
export interface Wanted {
  readonly device: string;
  readonly snaplen: number;
  readonly isPromiscuous: boolean;
  /** Milliseconds; 0: as long as it takes. */
  readonly timeout: number;
  readonly binary: string;
}

/** @internal What reading and sending need of the platform. */
export interface Streams {
  readonly readEventBatches: (source: CaptureSource) => AsyncGenerator<EventBatch, void>;
  readonly createWriter: CreateWriter;
}

/** @internal The program to start. */
export function findBinary(options: LiveOptions): string {
  requireOptions("options", options, NAMES);
  const { binary } = options;
  if (binary !== undefined) return binary;
  const named = process.env.PACKETGLASS_BINARY;
  if (named) return named;
  const own = fileURLToPath(new URL("./packetglass", import.meta.url));
  return existsSync(own) ? own : "packetglass";
}

/** @internal Captures until it is closed. */
export class LiveSource implements PacketSource {
  readonly isFine = true;
  readonly #wanted: Wanted;
  readonly #streams: Streams;
  #running: Running;
  #waiting: Promise<NextResult> | undefined;

  private constructor(wanted: Wanted, streams: Streams, running: Running) {
    this.#wanted = wanted;
    this.#streams = streams;
    this.#running = running;
  }

  /** Rejects with a {@link CaptureError} `io` that says why it cannot be captured. */
  static async over(wanted: Wanted, streams: Streams): Promise<LiveSource> {
    return new LiveSource(wanted, streams, await start(wanted, streams, ""));
  }

  get linkType(): number {
    return this.#running.linkType;
  }

  get snaplen(): number {
    return this.#wanted.snaplen;
  }

  /** A packet that comes after the timeout is there the next time. */
  async next(): Promise<NextResult> {
    this.#waiting ??= this.#running.packets.next();
    const mine = this.#waiting;
    const result = await (this.#wanted.timeout > 0 ? orTimeout(mine, this.#wanted.timeout) : mine);
    if (result[1] !== "timeout" && this.#waiting === mine) this.#waiting = undefined;
    return result;
  }

  async setFilter(filter: string): Promise<void> {
    const filtered = await start(this.#wanted, this.#streams, filter);
    stop(this.#running);
    this.#running = filtered;
    this.#waiting = undefined;
  }

  async inject(packet: Uint8Array): Promise<void> {
    const sink = new MemorySink();
    const writer = await this.#streams.createWriter(sink, {
      format: "pcap",
      linkType: this.linkType,
    });
    await writer.writePacket({ bytes: packet, timestamp: 0n });
    await writer.close();
    const { device, binary } = this.#wanted;
    const child = spawn(binary, ["inject", "-i", device], { stdio: ["pipe", "ignore", "pipe"] });
    const ended = endOf(child);
    child.stdin?.on("error", () => {}); // It has ended already: it says why.
    child.stdin?.end(sink.bytes());
    const { code, said } = await ended;
    if (code !== 0) throw new CaptureError("io", said);
  }

  close(): void {
    this.#running.packets.close();
    stop(this.#running);
  }
}

/** A program that captures, and what it captured. */
interface Running {
  readonly child: ChildProcess;
  readonly linkType: number;
  readonly packets: Packets;
}

/** What it writes begins with the header of pcap; when that comes, capturing has begun. */
const headerSize = 24;
const linkTypeAt = 20;

async function start(wanted: Wanted, streams: Streams, filter: string): Promise<Running> {
  const { device, snaplen, isPromiscuous, binary } = wanted;
  const args = ["capture", "-i", device, "-w", "-", "-s", String(snaplen)];
  if (!isPromiscuous) args.push("-p");
  // Behind this a filter is no option, whatever it begins with.
  if (filter !== "") args.push("--", filter);
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = endOf(child);
  const output = child.stdout as Readable;
  const header = await firstBytes(output, headerSize);
  if (!header) {
    child.kill("SIGTERM");
    throw new CaptureError("io", (await ended).said);
  }
  output.unshift(header);
  // In the byte order of this machine.
  const linkType = at(new Uint32Array(header.slice(linkTypeAt, headerSize).buffer), 0);
  return { child, linkType, packets: new Packets(streams.readEventBatches(output)) };
}

/** Reads so many bytes; undefined when the stream ends before. */
async function firstBytes(stream: Readable, size: number): Promise<Uint8Array | undefined> {
  while (!stream.readableEnded && !stream.destroyed) {
    const bytes = stream.read(size) as Uint8Array | null;
    if (bytes) return bytes.length === size ? Uint8Array.from(bytes) : undefined;
    await new Promise<void>((resolve) => {
      for (const event of ["readable", "end", "close", "error"])
        stream.once(event, () => resolve());
    });
  }
  return undefined;
}

function stop({ child }: Running): void {
  child.kill("SIGTERM");
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** How a program ended and the first line it said, without its name. */
function endOf(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (some: string) => {
    text = (text + some).slice(0, 4096);
  });
  return new Promise((resolve) => {
    child.on("error", (cause) => resolve({ code: null, said: notStarted(child, cause) }));
    child.on("close", (code) => {
      const [line = ""] = text.split("\n");
      resolve({ code, said: line.replace(/^packetglass: /, "") || "The capture ended." });
    });
  });
}

function notStarted({ spawnfile }: ChildProcess, cause: NodeJS.ErrnoException): string {
  if (cause.code !== "ENOENT") return cause.message;
  return (
    `The native program ${JSON.stringify(spawnfile)} was not found. It is not part of the npm ` +
    'package: "npm run build" in the repository of packetglass makes it at build/native/packetglass. ' +
    "Put it on PATH, or name it by the variable PACKETGLASS_BINARY or the option binary."
  );
}

function orTimeout(result: Promise<NextResult>, milliseconds: number): Promise<NextResult> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve([undefined, "timeout"]), milliseconds);
    void result.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
