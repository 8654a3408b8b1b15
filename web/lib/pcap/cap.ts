// A cap: something to have packets from, as libpcap's bindings know it.

import { showFacts } from "../base/inspect.js";
import { CaptureError, type CaptureFilter, compileCaptureFilter } from "../index.js";
import type { CaptureSink } from "../write/sink.js";
import type { CaptureWriter } from "../write/writer.js";
import type { WriterOptions } from "../write/writer-options.js";
import { Dumper } from "./dumper.js";
import type { NextResult, PacketResult, PacketSource } from "./next.js";

/** @internal createWriter of the platform. */
export type CreateWriter = (sink: CaptureSink, options: WriterOptions) => Promise<CaptureWriter>;

/** @internal What a cap needs of the platform. */
export interface Dumping {
  readonly createWriter: CreateWriter;
  /** What `-` stands for: standard output. */
  readonly standardOutput: () => CaptureSink;
}

/**
 * Packets of a file, of an interface, or none at all; made by `openOffline`, `openLive` and
 * `openDead`. After {@link Cap.close} every use throws a {@link CaptureError} `closed`.
 */
export class Cap {
  readonly #source: PacketSource;
  readonly #dumping: Dumping;
  #isClosed = false;

  static {
    showFacts(Cap.prototype, "Cap", (cap) => ({
      datalink: cap.datalink(),
      snapshot: cap.snapshot(),
    }));
  }

  /** @internal */
  constructor(source: PacketSource, dumping: Dumping) {
    this.#source = source;
    this.#dumping = dumping;
  }

  /**
   * The next packet as `[bytes, timestamp, wireLength]`, with the time in nanoseconds since 1970 UTC;
   * `[undefined, "timeout"]` when a live capture saw none in its timeout; `[undefined]` at the end;
   * `[undefined, message]` when something went wrong. Rejects only when the cap is closed.
   */
  async next(): Promise<NextResult> {
    return this.#open.next();
  }

  /** The packets to the end; timeouts are passed over. Rejects with what went wrong. */
  async *[Symbol.asyncIterator](): AsyncGenerator<PacketResult, void> {
    for (;;) {
      const result = await this.next();
      if (result[0] !== undefined) yield result as PacketResult;
      else if (result[1] === undefined) return;
      else if (result[1] !== "timeout") throw new CaptureError("io", result[1] as string);
    }
  }

  /**
   * Lets only those packets through that a filter of libpcap's language asks for; of a live cap those
   * that wait meanwhile are lost. The program is optimised unless `noOptimize`; a live cap's always is.
   * Resolves to the cap. Rejects with a {@link CaptureError} that has libpcap's words: `invalid_filter`,
   * or `io` where the cap is live.
   */
  async setFilter(filter: string, noOptimize = false): Promise<this> {
    await this.#open.setFilter(requireFilter(filter), noOptimize);
    return this;
  }

  /**
   * The program of a filter for packets of this cap, as {@link compileCaptureFilter} makes it; rejects
   * with a {@link CaptureError} `invalid_filter`.
   *
   * @example
   * ```js
   * import { openDead } from "packetglass/pcap";
   *
   * const program = await openDead("RAW").compile("udp port 53");
   * console.log(program.toString("-ddd"));
   * ```
   */
  async compile(filter: string, noOptimize = false): Promise<CaptureFilter> {
    const { linkType, snaplen } = this.#open;
    const options = { linkType, snaplen, optimize: !noOptimize };
    return compileCaptureFilter(requireFilter(filter), options);
  }

  /** The LINKTYPE_ number of the packets. */
  datalink(): number {
    return this.#open.linkType;
  }

  /** Most bytes kept of a packet. */
  snapshot(): number {
    return this.#open.snaplen;
  }

  /** Nothing to wait for with select(): always `[undefined, "not selectable"]`. */
  getfd(): [fd: undefined, message: string] {
    this.#requireOpen();
    return [undefined, "not selectable"];
  }

  /**
   * Sends a packet on the interface of a live capture, as it is; resolves to its number of bytes.
   * Rejects with a {@link CaptureError}: `io`, or `unsupported` where the cap is not live.
   */
  async inject(packet: Uint8Array): Promise<number> {
    if (!(packet instanceof Uint8Array)) throw new TypeError("packet must be a Uint8Array");
    await this.#open.inject(packet);
    return packet.length;
  }

  /**
   * A capture to write packets of this kind to: by default standard output. It has a life of its own:
   * closing the cap leaves it open. Rejects as `createWriter` does; a file that exists is written over,
   * as libpcap does.
   */
  async dumpOpen(sink: CaptureSink = "-"): Promise<Dumper> {
    const { linkType, snaplen, isFine } = this.#open;
    const { createWriter, standardOutput } = this.#dumping;
    const resolution = isFine ? "ns" : "us";
    const options = { format: "pcap", linkType, snaplen, resolution, overwrite: true } as const;
    return new Dumper(await createWriter(sink === "-" ? standardOutput() : sink, options), snaplen);
  }

  /** Lets go of the file or the interface. Again: nothing happens. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#source.close();
  }

  /** The same as {@link Cap.close}. */
  destroy(): void {
    this.close();
  }

  get #open(): PacketSource {
    this.#requireOpen();
    return this.#source;
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new CaptureError("closed", "The cap has been closed.");
  }
}

function requireFilter(filter: string): string {
  if (typeof filter !== "string") throw new TypeError("filter must be a string");
  return filter;
}
