// Rows of a table: columns as Apache Arrow has them, all in one buffer.

import { at } from "../base/at.js";
import { showFacts } from "../base/inspect.js";
import { requireIndexIn } from "../base/range.js";
import { ipv4Text, ipv6Text, macText } from "./address-text.js";

/** Which of a packet's values are wanted, where it has several. */
export type Occurrence = "first" | "last" | "all";

/** A column that is wanted. */
export interface TableColumnOptions {
  /** Wireshark's name of a field, such as `"ip.src"`. */
  readonly field: string;
  /** Which of its values; with `"all"` the column is one of lists. By default the first. */
  readonly occurrence?: Occurrence;
  /**
   * Texts instead of values: what a number means (`"TCP"` of `ip.proto`) where that is in a table, else
   * what `packetglass print --fields` prints.
   */
  readonly text?: boolean;
}

/**
 * The type of a column's values. Integers have the width of their field, rounded up to 8, 16, 32 or 64
 * bits. A field that has no value (`none`) is boolean: it is there; the value of a layer is its line.
 */
export type ColumnType =
  | "boolean"
  | `${"u" | ""}int${8 | 16 | 32 | 64}`
  | "ether"
  | "ipv4"
  | "ipv6"
  | "string"
  | "bytes"
  | "absolute_time"
  | "relative_time"
  | "double";

/** The values of a column, one behind the other. */
export type ColumnData =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/**
 * A value: times are nanoseconds (since 1970-01-01 UTC, or of a duration), addresses are text, bytes are
 * a view of the batch.
 */
export type ColumnValue = number | bigint | boolean | string | Uint8Array<ArrayBuffer>;

/** @internal What a column is of. */
export interface ColumnFacts {
  readonly field: string;
  readonly occurrence: Occurrence;
  readonly type: ColumnType;
}

/** @internal A batch as it crosses to another thread. */
export interface PackedTable {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly columns: readonly ColumnFacts[];
}

// See cpp/table/table_batch.h: words of 32 bits.
const HEAD = 6;
const COLUMN = 13;

interface Place {
  readonly offset: number;
  readonly size: number;
}

/** One column of a {@link TableBatch}. */
export class TableColumn {
  /** The field, as it was asked for. */
  readonly field: string;
  /** Which of its values it has; of `"all"` each row is a list. */
  readonly occurrence: Occurrence;
  /** The type of its values. */
  readonly type: ColumnType;
  /** Number of rows. */
  readonly length: number;
  /** Rows without a value: the packet does not have the field. */
  readonly nullCount: number;
  /** A bit for each row, the lowest of a byte first: whether it has a value. */
  readonly validity: Uint8Array<ArrayBuffer>;
  /**
   * The values of all rows; rows without one have a 0, unless it is a column of lists. Booleans are
   * bits, the lowest of a byte first. Addresses are 4, 6 or 16 bytes each, `"string"` are
   * numbers of texts in {@link TableColumn.dictionary}, `"bytes"` are those of all values. Times are
   * nanoseconds.
   */
  readonly data: ColumnData;
  /** Of lists: where the values of each row begin, and where the last's end. */
  readonly rowOffsets: Int32Array<ArrayBuffer> | undefined;
  /** Of `"bytes"`: where each value begins, and where the last ends. */
  readonly byteOffsets: Int32Array<ArrayBuffer> | undefined;
  readonly #texts:
    | { readonly ends: Int32Array<ArrayBuffer>; readonly utf8: Uint8Array }
    | undefined;
  #dictionary: readonly string[] | undefined;

  static {
    showFacts(TableColumn.prototype, "TableColumn", ({ field, type, length, nullCount }) => {
      return { field, type, length, nullCount };
    });
  }

  /** @internal */
  constructor(facts: ColumnFacts, rows: number, words: Uint32Array, buffer: ArrayBuffer) {
    ({ field: this.field, occurrence: this.occurrence, type: this.type } = facts);
    const place = (i: number): Place => ({ offset: at(words, i), size: at(words, i + 1) });
    this.length = rows;
    this.nullCount = at(words, 0);
    this.validity = bytesAt(buffer, place(3));
    if (this.occurrence === "all") this.rowOffsets = offsetsAt(buffer, place(5));
    this.data = dataAt(this.type, buffer, place(7));
    const offsets = offsetsAt(buffer, place(9));
    if (this.type === "bytes") this.byteOffsets = offsets;
    if (this.type === "string") this.#texts = { ends: offsets, utf8: bytesAt(buffer, place(11)) };
  }

  /** Of `"string"`: the texts, each once; of all others there are none. They are made at the first use. */
  get dictionary(): readonly string[] {
    this.#dictionary ??= Object.freeze(textsOf(this.#texts));
    return this.#dictionary;
  }

  /**
   * The value of a row; undefined where it has none. Of a column of lists, an array of its values.
   * @throws RangeError where there is no such row, TypeError where it is no number
   */
  get(row: number): ColumnValue | readonly ColumnValue[] | undefined {
    requireIndexIn("row", row, this.length, ["The batch", "rows"]);
    if (!bitOf(this.validity, row)) return undefined;
    if (this.rowOffsets === undefined) return this.#valueAt(row);
    const from = at(this.rowOffsets, row);
    return Array.from({ length: at(this.rowOffsets, row + 1) - from }, (_, i) =>
      this.#valueAt(from + i),
    );
  }

  #valueAt(i: number): ColumnValue {
    switch (this.type) {
      case "boolean":
        return bitOf(this.data as Uint8Array, i);
      case "string":
        return at(this.dictionary, Number(this.data[i]));
      case "bytes":
        return this.#bytes(at(this.byteOffsets ?? [], i), at(this.byteOffsets ?? [], i + 1));
      case "ether":
        return macText(this.#bytes(6 * i, 6 * i + 6));
      case "ipv4":
        return ipv4Text(this.#bytes(4 * i, 4 * i + 4));
      case "ipv6":
        return ipv6Text(this.#bytes(16 * i, 16 * i + 16));
      default:
        return this.data[i] as number | bigint;
    }
  }

  #bytes(from: number, to: number): Uint8Array<ArrayBuffer> {
    return (this.data as Uint8Array<ArrayBuffer>).subarray(from, to);
  }
}

/** Some rows of a table: packets in their order. All is in one buffer, which belongs to the batch. */
export class TableBatch {
  /** Number of rows: 65,536 at most. */
  readonly length: number;
  /** Index of the packet of the first row, from 0. */
  readonly from: number;
  /** As they were asked for. */
  readonly columns: readonly TableColumn[];
  /** What all arrays are views of. */
  readonly buffer: ArrayBuffer;
  readonly #facts: readonly ColumnFacts[];

  static {
    showFacts(TableBatch.prototype, "TableBatch", ({ length, from, columns }) => {
      return { length, from, columns };
    });
  }

  /** @internal A batch of the core, or one that came from another thread. */
  constructor({ bytes, columns }: PackedTable) {
    const { buffer } = bytes;
    const head = new Uint32Array(buffer, 0, HEAD);
    this.buffer = buffer;
    this.length = at(head, 1);
    this.from = at(head, 4) + at(head, 5) * 2 ** 32;
    this.#facts = columns;
    this.columns = Object.freeze(
      columns.map((facts, i) => {
        const words = new Uint32Array(buffer, 4 * (HEAD + COLUMN * i), COLUMN);
        return new TableColumn(facts, this.length, words, buffer);
      }),
    );
  }

  /** The first column of a field, by the name that it was asked for with; undefined where there is none. */
  column(field: string): TableColumn | undefined {
    return this.columns.find((column) => column.field === field);
  }

  /** @internal What makes it again in another thread. */
  static packed(batch: TableBatch): PackedTable {
    return { bytes: new Uint8Array(batch.buffer), columns: batch.#facts };
  }
}

function bitOf(bits: Uint8Array, i: number): boolean {
  return ((at(bits, i >> 3) >> (i & 7)) & 1) === 1;
}

function bytesAt(buffer: ArrayBuffer, { offset, size }: Place): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, offset, size);
}

function offsetsAt(buffer: ArrayBuffer, { offset, size }: Place): Int32Array<ArrayBuffer> {
  return new Int32Array(buffer, offset, size / 4);
}

function dataAt(type: ColumnType, buffer: ArrayBuffer, { offset, size }: Place): ColumnData {
  switch (type) {
    case "uint16":
      return new Uint16Array(buffer, offset, size / 2);
    case "uint32":
      return new Uint32Array(buffer, offset, size / 4);
    case "uint64":
      return new BigUint64Array(buffer, offset, size / 8);
    case "int8":
      return new Int8Array(buffer, offset, size);
    case "int16":
      return new Int16Array(buffer, offset, size / 2);
    case "int32":
    case "string":
      return new Int32Array(buffer, offset, size / 4);
    case "int64":
    case "absolute_time":
    case "relative_time":
      return new BigInt64Array(buffer, offset, size / 8);
    case "double":
      return new Float64Array(buffer, offset, size / 8);
    default:
      return new Uint8Array(buffer, offset, size);
  }
}

function textsOf(
  texts: { readonly ends: Int32Array; readonly utf8: Uint8Array } | undefined,
): string[] {
  if (texts === undefined) return [];
  const { ends, utf8 } = texts;
  const decoder = new TextDecoder();
  return Array.from({ length: Math.max(0, ends.length - 1) }, (_, i) =>
    decoder.decode(utf8.subarray(at(ends, i), at(ends, i + 1))),
  );
}
