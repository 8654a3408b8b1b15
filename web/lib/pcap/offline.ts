// A cap over a file, and one over nothing.

import type { EventBatch } from "../event/event.js";
import { CaptureError, type CaptureFilter, compileCaptureFilter } from "../index.js";
import { linkTypeOf } from "./dlt.js";
import type { NextResult, PacketSource } from "./next.js";
import { Packets } from "./packets.js";
import { requireSnaplen } from "./snaplen.js";

const microseconds = new Set([0xa1b2c3d4, 0xd4c3b2a1]);
const anySnaplen = 262144;

/** @internal A capture that is there. */
export class OfflineSource implements PacketSource {
  readonly linkType: number;
  readonly snaplen: number;
  readonly isFine: boolean;
  readonly #packets: Packets;
  #filter: CaptureFilter | undefined;

  private constructor(packets: Packets, first: EventBatch | undefined) {
    const header = first?.fileHeader;
    this.#packets = packets;
    this.linkType = header ? header.linktype & 0xffff : (first?.linktype[0] ?? 1);
    this.snaplen = header?.snaplen || anySnaplen;
    this.isFine = !header || !microseconds.has(header.magic_number);
  }

  /** Reads as far as the first packets or header. Rejects as reading events does. */
  static async over(batches: AsyncGenerator<EventBatch, void>): Promise<OfflineSource> {
    const packets = new Packets(batches);
    return new OfflineSource(packets, await packets.first());
  }

  async next(): Promise<NextResult> {
    for (;;) {
      const result = await this.#packets.next();
      const [bytes, , length] = result;
      if (bytes === undefined || this.#filter?.matches(bytes, length) !== false) return result;
    }
  }

  async setFilter(filter: string, noOptimize: boolean): Promise<void> {
    this.#filter = await runnable(this, filter, noOptimize);
  }

  inject = injectNowhere;

  close(): void {
    this.#packets.close();
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

  async setFilter(filter: string, noOptimize: boolean): Promise<void> {
    await runnable(this, filter, noOptimize);
  }

  inject = injectNowhere;

  close(): void {}
}

/** @internal One of a link type by name or number; a `snaplen` of 0 is 65535. Throws a RangeError. */
export function deadSource(linkType: number | string, snaplen: number): DeadSource {
  return new DeadSource(linkTypeOf(linkType), requireSnaplen(snaplen));
}

/** A filter that can be asked of packets; one that asks the kernel cannot. */
async function runnable(
  { linkType, snaplen }: { linkType: number; snaplen: number },
  text: string,
  noOptimize: boolean,
): Promise<CaptureFilter> {
  const filter = await compileCaptureFilter(text, { linkType, snaplen, optimize: !noOptimize });
  filter.matches(new Uint8Array());
  return filter;
}

async function injectNowhere(): Promise<never> {
  throw new CaptureError("unsupported", "Packets can be sent by a live capture only.");
}
