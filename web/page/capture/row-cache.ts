// Rows of a list near those that are looked at, fetched in pages.

export interface RowCacheOptions<Row> {
  /** Rows there are at first. */
  readonly length: number;
  /** Fetches the rows [from, to). */
  readonly fetch: (from: number, to: number) => Promise<readonly Row[]>;
  /** Called when rows have arrived. */
  readonly onRows: () => void;
  /** Called when rows could not be fetched; they are asked for again when next wanted. */
  readonly onFailure: (reason: unknown) => void;
  readonly rowsPerPage?: number;
  readonly pageLimit?: number;
  /** Most pages asked for at once: those wanted meanwhile wait, and only the last wanted stay. */
  readonly fetchLimit?: number;
}

/** Keeps the pages that were used last, forgets the others, and never asks for one twice at once. */
export class RowCache<Row> {
  readonly #options: Required<RowCacheOptions<Row>>;
  readonly #pages = new Map<number, readonly Row[]>();
  readonly #underWay = new Set<number>();
  #wanted: readonly number[] = [];
  #length: number;

  constructor(options: RowCacheOptions<Row>) {
    this.#options = { rowsPerPage: 128, pageLimit: 256, fetchLimit: 4, ...options };
    this.#length = options.length;
  }

  /** From now on there are so many rows: no fewer than before. */
  grow(length: number): void {
    this.#length = length;
  }

  /** The row, or undefined until its page has arrived: see `want`. */
  row(index: number): Row | undefined {
    const { rowsPerPage } = this.#options;
    return this.#pages.get(Math.floor(index / rowsPerPage))?.[index % rowsPerPage];
  }

  /**
   * Fetches the pages of the rows [from, to) that are absent, those in the middle first, and marks
   * them as used last. What was wanted before and has not been asked for yet is wanted no more.
   */
  want(from: number, to: number): void {
    const { rowsPerPage } = this.#options;
    const first = Math.floor(Math.max(0, from) / rowsPerPage);
    const last = Math.floor((Math.min(to, this.#length) - 1) / rowsPerPage);
    const pages = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    const middle = (first + last) / 2;
    pages.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const page of pages) this.#use(page);
    this.#wanted = pages.filter((page) => !this.#isWhole(page));
    this.#fetchWanted();
  }

  #use(page: number): void {
    const rows = this.#pages.get(page);
    if (!rows) return;
    this.#pages.delete(page); // A map keeps the order of insertion: the first is the oldest.
    this.#pages.set(page, rows);
  }

  #fetchWanted(): void {
    for (const page of this.#wanted) {
      if (this.#underWay.size >= this.#options.fetchLimit) return;
      if (!this.#underWay.has(page) && !this.#isWhole(page)) this.#fetch(page);
    }
  }

  // The last page has more rows when the list has grown.
  #isWhole(page: number): boolean {
    return this.#pages.get(page)?.length === this.#endOf(page) - page * this.#options.rowsPerPage;
  }

  #endOf(page: number): number {
    return Math.min((page + 1) * this.#options.rowsPerPage, this.#length);
  }

  // Of a page that was the last one the rows that it did not have.
  #fetch(page: number): void {
    const { fetch, rowsPerPage, onFailure } = this.#options;
    const had = this.#pages.get(page) ?? [];
    this.#underWay.add(page);
    fetch(page * rowsPerPage + had.length, this.#endOf(page)).then(
      (rows) => this.#keep(page, [...had, ...rows]),
      (reason) => {
        this.#underWay.delete(page);
        onFailure(reason);
      },
    );
  }

  #keep(page: number, rows: readonly Row[]): void {
    this.#underWay.delete(page);
    this.#pages.set(page, rows);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > this.#options.pageLimit) this.#pages.delete(oldest as number);
    this.#options.onRows();
    this.#fetchWanted();
  }
}
