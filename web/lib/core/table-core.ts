// Tables in the core's memory.

import { withMemory } from "../base/capture-error.js";
import {
  type ColumnFacts,
  type ColumnType,
  type Occurrence,
  TableBatch,
} from "../record/table-batch.js";
import { BatchCore } from "./batch-core.js";

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
export class TableCore extends BatchCore<TableBatch> {
  readonly hasAlwaysOne = true;
  #columns: readonly ColumnFacts[] = [];

  /** Throws a RangeError for a column that there is not. */
  compile(wishes: readonly ColumnWish[]): void {
    const size = this.buffer.fill(wishes.map(wishBytes));
    const { error, types } = this.buffer.read(this.self.compile(size)) as RawTable;
    if (types === undefined) throw new RangeError(`options.columns: ${error}`);
    this.#columns = wishes.map(({ field, occurrence }, i) =>
      Object.freeze({ field, occurrence, type: types[i] as ColumnType }),
    );
  }

  protected batchAt(address: number): TableBatch {
    const { buffer } = this.core.HEAPU8;
    const [size = 0] = new Uint32Array(buffer, address, 1);
    const copy = withMemory(() => buffer.slice(address, address + size));
    return new TableBatch({ bytes: new Uint8Array(copy), columns: this.#columns });
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
