// Finds the objects in what streams say: asks the core, and keeps their bytes.

import { CoreBuffer } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import type { CoreBodies, StreamModule } from "../core/stream-module.js";
import type { NumberedPiece } from "../record/stream-piece.js";
import type { HttpObject } from "./http-object.js";

/** A body that ended, and the packet of its conversation that reported the end. */
export interface EndedBody extends Omit<HttpObject, "stream" | "toJSON"> {
  readonly reportedIn: number;
}

/** What the core reports: the next bytes of a body, or that one ended. */
type Report = Pick<EndedBody, "side" | "bytes"> | Omit<EndedBody, "bytes">;

/** The bodies of messages that are under way. All throw `out_of_memory`. */
export class HttpBodies {
  readonly #core: StreamModule;
  readonly #self: CoreBodies;
  readonly #buffer: CoreBuffer;
  readonly #maxKept: number;
  readonly #sides = new Map<number, readonly [KeptBytes, KeptBytes]>();
  #kept = 0;

  /** Keeps so many bytes of a body. */
  constructor(core: StreamModule, maxKept: number) {
    this.#core = core;
    this.#self = new core.MessageBodies();
    this.#buffer = new CoreBuffer(core, this.#self);
    this.#maxKept = maxKept;
  }

  /** Bytes that are kept of all bodies. */
  get kept(): number {
    return this.#kept;
  }

  /** Begins a conversation with these ends, which the core packed. */
  begin(conversation: number, ends: Uint8Array): void {
    this.#self.begin(conversation, this.#buffer.fill([ends]));
  }

  /** The bodies that end in the next pieces of a conversation. */
  add(conversation: number, pieces: readonly NumberedPiece[]): EndedBody[] {
    if (pieces.length === 0) return [];
    const parts = pieces.flatMap((piece) => [headOf(piece), piece.bytes ?? NOTHING]);
    const size = this.#buffer.fill(parts);
    return this.#ended(conversation, this.#self.add(conversation, size));
  }

  /** The bodies that are under way where no more pieces of a conversation come. */
  finish(conversation: number): EndedBody[] {
    const ended = this.#ended(conversation, this.#self.finish(conversation));
    this.#sides.delete(conversation);
    return ended;
  }

  /** Frees it. */
  delete(): void {
    this.#self.delete();
    giveBack(this.#core);
  }

  #ended(conversation: number, address: number): EndedBody[] {
    const sides = this.#sides.get(conversation) ?? [new KeptBytes(), new KeptBytes()];
    this.#sides.set(conversation, sides);
    const ended: EndedBody[] = [];
    for (const report of this.#buffer.read(address) as readonly Report[]) {
      const body = sides[report.side];
      this.#kept -= body.size;
      if ("bytes" in report) {
        body.append(report.bytes.subarray(0, this.#maxKept - body.size));
      } else {
        ended.push({ ...report, bytes: body.take() });
      }
      this.#kept += body.size;
    }
    return ended;
  }
}

/** Bytes that become more. */
class KeptBytes {
  #bytes: Uint8Array = NOTHING;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  append(more: Uint8Array): void {
    const size = this.#size + more.length;
    if (size > this.#bytes.length) this.#grow(Math.max(size, 2 * this.#bytes.length));
    this.#bytes.set(more, this.#size);
    this.#size = size;
  }

  /** All of them, and none are left. */
  take(): Uint8Array {
    const isExact = this.#size === this.#bytes.length;
    const bytes = isExact ? this.#bytes : this.#bytes.slice(0, this.#size);
    this.#bytes = NOTHING;
    this.#size = 0;
    return bytes;
  }

  #grow(size: number): void {
    const larger = new Uint8Array(size);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

const NOTHING = new Uint8Array(0);

// As cpp/wasm/http_bodies.h reads it.
function headOf(piece: NumberedPiece): Uint8Array {
  const { side, packet, gap = 0, bytes = NOTHING, sequence, acknowledgment } = piece;
  const numbered = (sequence === undefined ? 0 : 4) + (acknowledgment === undefined ? 0 : 8);
  const what = side + (piece.isFirst ? 2 : 0) + numbered + (piece.isEnd ? 16 : 0);
  const words = [what, packet, gap, bytes.length, sequence ?? 0, acknowledgment ?? 0];
  const head = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((word, i) => {
    head.setUint32(4 * i, word, true);
  });
  return new Uint8Array(head.buffer);
}
