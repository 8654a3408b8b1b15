// A dumper: writes packets to a capture, as libpcap's bindings know it.
import { CaptureError } from "../index.js";
import type { CaptureWriter } from "../write/writer.js";

/** Writes packets; made by `cap.dumpOpen()`. Use after {@link Dumper.close} throws `closed`. */
export class Dumper {
  readonly #writer: CaptureWriter;
  readonly #snaplen: number;
  #closing?: Promise<void>;

  /** @internal */
  constructor(writer: CaptureWriter, snaplen: number) {
    this.#writer = writer;
    this.#snaplen = snaplen;
  }

  /**
   * Writes a packet. The arguments fit what `cap.next()` gives: `dumper.dump(...await cap.next())`.
   * `timestamp` is in nanoseconds since 1970 UTC, by default, and when it is 0, now; `wireLength` by
   * default as long as the packet. Resolves to the dumper when more may be written; handed nothing
   * and a message, as at the end of a cap, to these.
   *
   * Throws a RangeError for a packet longer than the snaplen or than its length on the wire; rejects
   * with a {@link CaptureError}, `io` for one, when it cannot be written.
   */
  dump(packet: undefined, message?: string): Promise<[undefined, string?]>;
  dump(packet: Uint8Array, timestamp?: bigint, wireLength?: number): Promise<this>;
  dump(
    ...result: [Uint8Array, bigint?, number?] | [undefined, string?]
  ): Promise<this | [undefined, string?]>;
  async dump(
    packet: Uint8Array | undefined,
    timestamp: bigint | string = 0n,
    wireLength?: number,
  ): Promise<this | [undefined, string?]> {
    this.#requireOpen();
    if (packet === undefined) {
      return typeof timestamp === "string" ? [undefined, timestamp] : [undefined];
    }
    requirePacket(packet, timestamp, wireLength, this.#snaplen);
    const time = timestamp === 0n ? now() : (timestamp as bigint);
    await this.#writer.writePacket({
      bytes: packet,
      timestamp: time,
      originalLength: wireLength ?? packet.length,
    });
    return this;
  }

  /** Hands on what has been gathered. Resolves to the dumper; rejects when it cannot be written. */
  async flush(): Promise<this> {
    this.#requireOpen();
    await this.#writer.flush();
    return this;
  }

  /** Writes what is left and ends the capture. Again: the same promise. */
  close(): Promise<void> {
    this.#closing ??= this.#writer.close();
    return this.#closing;
  }

  /** The same as {@link Dumper.close}. */
  destroy(): Promise<void> {
    return this.close();
  }

  #requireOpen(): void {
    if (this.#closing) throw new CaptureError("closed", "The dumper has been closed.");
  }
}

function requirePacket(
  packet: Uint8Array,
  timestamp: unknown,
  wireLength: number | undefined,
  snaplen: number,
): void {
  if (!(packet instanceof Uint8Array)) throw new TypeError("packet must be a Uint8Array");
  if (typeof timestamp !== "bigint") throw new TypeError("timestamp must be a bigint");
  if (packet.length > snaplen) {
    throw new RangeError(`packet must not be longer than the snaplen, ${snaplen}`);
  }
  if (wireLength === undefined) return;
  if (!Number.isInteger(wireLength)) throw new TypeError("wireLength must be an integer");
  if (wireLength < packet.length) {
    throw new RangeError("wireLength must not be less than the packet's bytes");
  }
}

/** In nanoseconds since 1970 UTC, to the millisecond or finer. */
function now(): bigint {
  const { timeOrigin } = performance;
  return BigInt(Math.round((timeOrigin + performance.now()) * 1000)) * 1000n;
}
