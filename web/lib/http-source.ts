// A capture at a URL: in ranges where the server has them (RFC 9110, section 14), else in one pass.
import { CaptureError, cannotRead, sourceChanged } from "./capture-error.js";
import type { Decompressing } from "./open-compressed.js";
import type { Feed, NextTask, Source } from "./source.js";
import { openStream, PieceFeed, piecesOf } from "./stream-source.js";

// What one request asks for while the capture is read through.
const RANGE = 8 * 1024 * 1024;

/** Opens it, or rejects: `io`. Who reads once is given the answer as it comes. */
export async function openHttp(platform: Decompressing, url: URL, keeps: boolean): Promise<Source> {
  // Ranges of what is compressed for the transfer would be ranges of something else.
  const headers = { Range: "bytes=0-0", "Accept-Encoding": "identity" };
  const asked = keeps ? await request(url, { headers }) : undefined;
  const place = asked && placeOf(asked);
  if (asked && place && isRepeatable(asked)) {
    await asked.arrayBuffer().catch(() => {});
    return new HttpSource(url, place.total, validatorOf(asked), platform.nextTask);
  }
  const isWhole = asked?.status === 200;
  if (!isWhole) await asked?.body?.cancel();
  const whole = isWhole ? asked : await request(url, {});
  const pieces = piecesOf(whole);
  if (pieces === undefined) throw answered(whole);
  return openStream(platform, pieces, keeps);
}

async function request(url: URL, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause) => {
    throw cannotRead(url.href, cause);
  });
  // 416 is the answer to a range of what has no bytes.
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  throw answered(response);
}

function answered({ url, status }: Response): CaptureError {
  return new CaptureError("io", `Cannot read ${url}: the server answered ${status}.`);
}

interface Place {
  readonly first: number;
  readonly total: number;
}

// Content-Range: bytes 0-0/1234
function placeOf(response: Response): Place | undefined {
  const said = response.headers.get("Content-Range");
  const found = /^bytes (\d+)-\d+\/(\d+)$/.exec(said ?? "");
  if (response.status !== 206 || found === null) return undefined;
  return { first: Number(found[1]), total: Number(found[2]) };
}

function isRepeatable({ headers }: Response): boolean {
  const encoding = headers.get("Content-Encoding");
  return encoding === null || encoding === "identity";
}

// By what it can be told that the resource has become another one.
function validatorOf({ headers }: Response): string | null {
  return headers.get("ETag") ?? headers.get("Last-Modified");
}

/** Reads ranges, each by a request. */
class HttpSource implements Source {
  readonly size: number;
  readonly #url: URL;
  readonly #validator: string | null;
  readonly #nextTask: NextTask;
  readonly #closing = new AbortController();

  constructor(url: URL, size: number, validator: string | null, nextTask: NextTask) {
    this.#url = url;
    this.size = size;
    this.#validator = validator;
    this.#nextTask = nextTask;
  }

  feed(): Feed {
    let position = 0;
    const ask = (): Promise<Uint8Array> | undefined => {
      const length = Math.min(RANGE, this.size - position);
      if (length === 0) return undefined;
      const range = this.read(position, length);
      // A failure is met when it is this range's turn.
      range.catch(() => {});
      position += length;
      return range;
    };
    let coming = ask();
    return new PieceFeed(async () => {
      const range = await coming;
      coming = ask();
      return range;
    }, this.#nextTask);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array(0);
    const response = await this.#ask(offset, length);
    const place = placeOf(response);
    // What grows meanwhile, and says no more of itself, is read up to the size it had.
    const isSame = place?.first === offset && place.total >= this.size;
    if (!isSame || validatorOf(response) !== this.#validator) throw sourceChanged(offset);
    const buffer = await response.arrayBuffer().catch((cause) => {
      throw cannotRead(this.#url.href, cause, offset);
    });
    if (buffer.byteLength !== length) throw sourceChanged(offset + buffer.byteLength);
    return new Uint8Array(buffer);
  }

  close(): void {
    this.#closing.abort();
  }

  #ask(offset: number, length: number): Promise<Response> {
    const range = `bytes=${offset}-${offset + length - 1}`;
    const headers = { Range: range, "Accept-Encoding": "identity" };
    return request(this.#url, { headers, signal: this.#closing.signal });
  }
}
