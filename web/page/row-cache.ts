// The rows of the packet list near the place that is looked at, fetched in pages.
import type { ColumnRange } from "./messages.js";

/** One packet as the list shows it. */
export interface Row {
  /** Undefined where the capture does not say it. */
  readonly timestamp: bigint | undefined;
  readonly capturedLength: number;
  readonly originalLength: number;
  readonly interfaceId: number;
}

export interface RowCacheOptions {
  /** Rows there are. */
  readonly length: number;
  /** Fetches the rows [from, to). */
  readonly fetch: (from: number, to: number) => Promise<ColumnRange>;
  /** Called when rows have arrived. */
  readonly onRows: () => void;
  /** Called when rows could not be fetched; they are asked for again when next wanted. */
  readonly onFailure: (reason: unknown) => void;
  readonly rowsPerPage?: number;
  readonly pageLimit?: number;
}

/** Keeps the pages that were used last, forgets the others, and never asks for one twice at once. */
export class RowCache {
  readonly #options: Required<RowCacheOptions>;
  readonly #pages = new Map<number, ColumnRange>();
  readonly #underWay = new Set<number>();

  constructor(options: RowCacheOptions) {
    this.#options = { rowsPerPage: 512, pageLimit: 64, ...options };
  }

  /** The row, or undefined until its page has arrived: see `want`. */
  row(index: number): Row | undefined {
    const page = this.#pages.get(Math.floor(index / this.#options.rowsPerPage));
    return page && rowOf(page, index - page.from);
  }

  /** Fetches the pages of the rows [from, to) that are absent, and marks them as used last. */
  want(from: number, to: number): void {
    const { length, rowsPerPage } = this.#options;
    const first = Math.floor(Math.max(0, from) / rowsPerPage);
    const last = Math.floor((Math.min(to, length) - 1) / rowsPerPage);
    for (let page = first; page <= last; page++) this.#use(page);
  }

  #use(page: number): void {
    const rows = this.#pages.get(page);
    if (!rows) {
      this.#fetch(page);
      return;
    }
    this.#pages.delete(page); // A map keeps the order of insertion: the first is the oldest.
    this.#pages.set(page, rows);
  }

  #fetch(page: number): void {
    if (this.#underWay.has(page)) return;
    const { fetch, length, rowsPerPage, onFailure } = this.#options;
    const from = page * rowsPerPage;
    this.#underWay.add(page);
    fetch(from, Math.min(from + rowsPerPage, length))
      .finally(() => this.#underWay.delete(page))
      .then((rows) => this.#keep(page, rows), onFailure);
  }

  #keep(page: number, rows: ColumnRange): void {
    this.#pages.set(page, rows);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > this.#options.pageLimit) this.#pages.delete(oldest as number);
    this.#options.onRows();
  }
}

function rowOf(page: ColumnRange, at: number): Row {
  return {
    timestamp: page.hasTimestamp[at] === 1 ? page.timestamp[at] : undefined,
    capturedLength: page.capturedLength[at] as number,
    originalLength: page.originalLength[at] as number,
    interfaceId: page.interface[at] as number,
  };
}
