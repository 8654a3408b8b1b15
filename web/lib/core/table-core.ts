// Tables in the core's memory.

import { CaptureError, outOfMemory, sourceDiffers, withMemory } from "../base/capture-error.js";
import {
  type ColumnFacts,
  type ColumnType,
  type Occurrence,
  TableBatch,
} from "../record/table-batch.js";
import type { CoreSummary, CoreTable, DissectModule } from "./core.js";
import { CoreBuffer, requireAddress } from "./core-buffer.js";
import { giveBack } from "./core-guard.js";
import { decodeAs } from "./decode-as.js";
import type { LoadDecode } from "./decode-module.js";
import { giveDecoder } from "./decoder-core.js";

/** A column that is wanted. */
export interface ColumnWish {
  readonly field: string;
  readonly occurrence: Occurrence;
  readonly text: boolean;
}

// In the order of cpp/table/column.h.
const OCCURRENCES: readonly Occurrence[] = ["first", "last", "all"];
const AS_TEXT = 4;

const utf8 = new TextEncoder();

/** One table, and the packets that it has looked at. All throw `out_of_memory`. */
export class TableCore {
  readonly #core: DissectModule;
  readonly #self: CoreTable;
  readonly #buffer: CoreBuffer;
  readonly #isAlone: boolean;
  #columns: readonly ColumnFacts[] = [];

  private constructor(core: DissectModule, isAlone: boolean) {
    this.#core = core;
    this.#self = new core.PacketTable();
    this.#buffer = new CoreBuffer(core, this.#self);
    this.#isAlone = isAlone;
  }

  /** In the instance of a capture. */
  static of(core: DissectModule): TableCore {
    return new TableCore(core, false);
  }

  /** In an instance that nobody else has. */
  static async alone(load: () => Promise<DissectModule>): Promise<TableCore> {
    return new TableCore(await load(), true);
  }

  /** Packets are dissected as was chosen for their capture; before `compile`. */
  decodeAs(choices: readonly string[]): void {
    decodeAs(this.#self, this.#buffer, choices);
  }

  /** Rejects with a RangeError for a column that there is not, and as loading does. */
  async compile(wishes: readonly ColumnWish[], loadDecode: LoadDecode): Promise<void> {
    const size = this.#buffer.fill(wishes.map(wishBytes));
    const { error, types } = this.#buffer.read(this.#self.compile(size)) as RawTable;
    if (types === undefined) throw new RangeError(`options.columns: ${error}`);
    this.#columns = wishes.map(({ field, occurrence }, i) =>
      Object.freeze({ field, occurrence, type: types[i] as ColumnType }),
    );
    if (this.#self.needsDecoder()) await giveDecoder(this.#core, loadDecode);
  }

  /** Whether it has fields that packets to come say. */
  get needsLater(): boolean {
    return this.#self.needsLater();
  }

  /** From now on it knows what packets to come say; the capture is in the same instance. */
  informBy(capture: CoreSummary): void {
    capture.informTable(this.#self);
  }

  /** Rows are the packets [from, to); of them those that have a bit, where there are any. */
  choose(from: number, to: number, bits?: Uint32Array<ArrayBuffer>): void {
    const size = this.#buffer.fill(bits ? [new Uint8Array(bits.buffer)] : []);
    this.#self.choose(from, to, size);
  }

  /** Looks at the next bytes of the capture; gives the batches that are full meanwhile. */
  *push(bytes: Uint8Array): Generator<TableBatch, void> {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + this.#self.blockSize());
      const block = requireAddress(this.#self.block());
      this.#core.HEAPU8.set(piece, block);
      if (!this.#self.commit(piece.length)) throw this.#failure();
      at += piece.length;
      yield* this.#taken();
    }
  }

  /** All packets that are wanted were looked at: the rows that are left. */
  *finish(): Generator<TableBatch, void> {
    if (!this.#self.finish()) throw this.#failure();
    yield* this.#taken();
  }

  /** Frees the memory. */
  delete(): void {
    this.#self.delete();
    if (this.#isAlone) giveBack(this.#core);
  }

  *#taken(): Generator<TableBatch, void> {
    for (let address = this.#self.take(); address !== 0; address = this.#self.take()) {
      yield this.#batchAt(address);
    }
  }

  #batchAt(address: number): TableBatch {
    const { buffer } = this.#core.HEAPU8;
    const [size = 0] = new Uint32Array(buffer, address, 1);
    const copy = withMemory(() => buffer.slice(address, address + size));
    return new TableBatch({ bytes: new Uint8Array(copy), columns: this.#columns });
  }

  #failure(): CaptureError {
    if (this.#self.isLimited()) return tooLarge();
    // What it reads was read before without an error.
    return this.#self.hasError() ? sourceDiffers() : outOfMemory();
  }
}

interface RawTable {
  readonly error?: string;
  readonly types?: readonly string[];
}

// As PacketTable::compile() in cpp/wasm/packet_table.h reads it. No field has a zero in its name.
function wishBytes({ field, occurrence, text }: ColumnWish): Uint8Array {
  const marks = OCCURRENCES.indexOf(occurrence) + (text ? AS_TEXT : 0);
  const name = utf8.encode(field.replaceAll("\0", "\ufffd"));
  const bytes = new Uint8Array(name.length + 2);
  bytes[0] = marks;
  bytes.set(name, 1);
  return bytes;
}

// Table::kMostBytes in cpp/table/table.h.
function tooLarge(): CaptureError {
  return new CaptureError("limit_reached", "The values of one packet are more than 512 MiB.");
}
