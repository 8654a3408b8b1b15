// What the core makes of the packets of a capture in batches, in its own memory.

import { CaptureError, outOfMemory, sourceDiffers } from "../base/capture-error.js";
import type { CoreSummary, CoreTable, DissectModule } from "./core.js";
import { CoreBuffer, requireAddress } from "./core-buffer.js";
import { giveBack } from "./core-guard.js";
import type { LoadDecode } from "./decode-module.js";
import { giveDecoder } from "./decoder-core.js";
import { type DissectionChoices, dissectAs } from "./dissection-choices.js";

/** The packets of one capture, as far as they were looked at. All throw `out_of_memory`. */
export abstract class BatchCore<Batch> {
  protected readonly core: DissectModule;
  protected readonly self: CoreTable;
  protected readonly buffer: CoreBuffer;
  readonly #isAlone: boolean;

  /** In the instance of a capture, or in one that nobody else has. */
  constructor(core: DissectModule, isAlone: boolean) {
    this.core = core;
    this.self = new core.PacketTable();
    this.buffer = new CoreBuffer(core, this.self);
    this.#isAlone = isAlone;
  }

  /** Packets are dissected as was chosen for their capture; before it is said what is wanted. */
  dissectAs(choices: DissectionChoices): void {
    dissectAs(this.self, this.buffer, choices);
  }

  /** It has what decodes bodies, if it needs that. Rejects as loading does. */
  async prepare(loadDecode: LoadDecode): Promise<void> {
    if (this.self.needsDecoder()) await giveDecoder(this.core, loadDecode);
  }

  /** Whether it has what packets to come say. */
  get needsLater(): boolean {
    return this.self.needsLater();
  }

  /** From now on it knows what packets to come say; the capture is in the same instance. */
  informBy(capture: CoreSummary): void {
    capture.informTable(this.self);
  }

  /** Wanted are the packets [from, to); of them those that have a bit, where there are any. */
  choose(from: number, to: number, bits?: Uint32Array<ArrayBuffer>): void {
    const size = this.buffer.fill(bits ? [new Uint8Array(bits.buffer)] : []);
    this.self.choose(from, to, size);
  }

  /** Looks at the next bytes of the capture; gives the batches that are full meanwhile. */
  *push(bytes: Uint8Array): Generator<Batch, void> {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + this.self.blockSize());
      const block = requireAddress(this.self.block());
      this.core.HEAPU8.set(piece, block);
      if (!this.self.commit(piece.length)) throw this.#failure();
      at += piece.length;
      yield* this.#taken();
    }
  }

  /** All packets that are wanted were looked at: the batch that is left. */
  *finish(): Generator<Batch, void> {
    if (!this.self.finish()) throw this.#failure();
    yield* this.#taken();
  }

  /** Frees the memory. */
  delete(): void {
    this.self.delete();
    if (this.#isAlone) giveBack(this.core);
  }

  /** Whether there is a batch wherever there are packets. */
  abstract readonly hasAlwaysOne: boolean;

  /** The batch at an address, copied. */
  protected abstract batchAt(address: number): Batch;

  *#taken(): Generator<Batch, void> {
    for (let address = this.self.take(); address !== 0; address = this.self.take()) {
      yield this.batchAt(address);
    }
  }

  #failure(): CaptureError {
    if (this.self.isLimited()) return tooLarge();
    // What it reads was read before without an error.
    return this.self.hasError() ? sourceDiffers() : outOfMemory();
  }
}

// Table::kMostBytes in cpp/table/table.h.
function tooLarge(): CaptureError {
  return new CaptureError("limit_reached", "The values of one packet are more than 512 MiB.");
}
