// A cap over a file, and one over nothing.
import { CaptureError } from "../index.js";
import type { EventBatch } from "../event.js";
import type { NextResult, PacketSource } from "./next.js";

const microseconds = new Set([0xa1b2c3d4, 0xd4c3b2a1]);
const anySnaplen = 262144;

/** @internal The packets of batches that are read one after another. */
export class OfflineSource implements PacketSource {
  readonly linkType: number;
  readonly snaplen: number;
  readonly isFine: boolean;
  readonly #batches: AsyncGenerator<EventBatch, void>;
  #batch: EventBatch | undefined;
  #next = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(batches: AsyncGenerator<EventBatch, void>, first: EventBatch | undefined) {
    const header = first?.fileHeader;
    this.#batches = batches;
    this.#batch = first;
    this.linkType = header ? header.linktype & 0xffff : (first?.linktype[0] ?? 1);
    this.snaplen = header?.snaplen || anySnaplen;
    this.isFine = !header || !microseconds.has(header.magic_number);
  }

  /** Reads as far as the first packets or header. Rejects as reading events does. */
  static async over(batches: AsyncGenerator<EventBatch, void>): Promise<OfflineSource> {
    const first = await batches.next();
    return new OfflineSource(batches, first.value ?? undefined);
  }

  /** One after another, also when nobody waits. */
  next(): Promise<NextResult> {
    const result = this.#last.then(() => this.#advance());
    this.#last = result;
    return result;
  }

  async #advance(): Promise<NextResult> {
    try {
      while (this.#batch && this.#next >= this.#batch.length) {
        this.#batch = (await this.#batches.next()).value ?? undefined;
        this.#next = 0;
      }
    } catch (error) {
      this.#batch = undefined;
      return [undefined, (error as Error).message];
    }
    if (!this.#batch) return [undefined];
    const packet = this.#batch.packet(this.#next++);
    return [packet.data, packet.timestamp ?? 0n, packet.original_packet_length];
  }

  setFilter = filterOfFile;
  compile = filterOfFile;
  inject = injectNowhere;

  close(): void {
    this.#batch = undefined;
    void this.#batches.return().catch(() => {});
  }
}

/** @internal A cap without packets, to write a capture by. */
export class DeadSource implements PacketSource {
  readonly isFine = true;
  readonly linkType: number;
  readonly snaplen: number;

  constructor(linkType: number, snaplen: number) {
    this.linkType = linkType;
    this.snaplen = snaplen;
  }

  async next(): Promise<NextResult> {
    return [undefined, "A cap opened dead has no packets."];
  }

  setFilter = filterOfFile;
  compile = filterOfFile;
  inject = injectNowhere;

  close(): void {}
}

async function filterOfFile(): Promise<never> {
  throw new CaptureError("unsupported", "Filters are for live captures only so far.");
}

async function injectNowhere(): Promise<never> {
  throw new CaptureError("unsupported", "Packets can be sent by a live capture only.");
}
