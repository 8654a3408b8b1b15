// A capture at a URL: in ranges where the server has them (RFC 9110, section 14), else in one pass.
import { onAbort } from "../base/abort.js";
import { CaptureError, cannotRead, sourceChanged } from "../base/capture-error.js";
import { HttpPlace, type SourceOptions } from "./http-place.js";
import type { Decompressing } from "./open-compressed.js";
import type { Feed, NextTask, Source } from "./source.js";
import { openStream, piecesOf, rangeFeed } from "./stream-source.js";

// What one request asks for while the capture is read through.
const RANGE = 8 * 1024 * 1024;

/** Opens it, or rejects: `io`. Who reads once is given the answer as it comes. */
export async function openHttp(
  platform: Decompressing,
  target: URL | Request,
  keeps: boolean,
  options: SourceOptions & { readonly signal?: AbortSignal | undefined } = {},
): Promise<Source> {
  const place = new HttpPlace(target, options);
  const signal = either(options.signal, place.signal);
  const asked = keeps ? await place.range(0, 0, signal) : undefined;
  const found = asked && rangeIn(asked);
  if (asked && found && isRepeatable(asked)) {
    await asked.arrayBuffer().catch(() => {});
    return new HttpSource(place, found.total, versionOf(asked), platform.nextTask);
  }
  const isWhole = asked?.status === 200;
  if (!isWhole) await asked?.body?.cancel();
  const whole = isWhole ? asked : await place.whole(signal);
  const pieces = piecesOf(whole);
  if (pieces === undefined) throw place.answered(whole);
  return openStream(platform, pieces, keeps, signal);
}

// Either of them ends the asking.
function either(one: AbortSignal | undefined, other: AbortSignal | undefined) {
  return one && other && AbortSignal.any ? AbortSignal.any([one, other]) : (one ?? other);
}

interface Found {
  readonly first: number;
  readonly total: number;
}

// Content-Range: bytes 0-0/1234
function rangeIn(response: Response): Found | undefined {
  const said = response.headers.get("Content-Range");
  const found = /^bytes (\d+)-\d+\/(\d+)$/.exec(said ?? "");
  if (response.status !== 206 || found === null) return undefined;
  return { first: Number(found[1]), total: Number(found[2]) };
}

function isRepeatable({ headers }: Response): boolean {
  const encoding = headers.get("Content-Encoding");
  return encoding === null || encoding === "identity";
}

// By what a changed resource is recognised.
const VALIDATORS = ["ETag", "Last-Modified"] as const;
type Version = readonly [name: string, value: string | null];

function versionOf({ headers }: Response): Version {
  const name = VALIDATORS.find((each) => headers.has(each)) ?? VALIDATORS[0];
  return [name, headers.get(name)];
}

/** Reads ranges, each by a request. */
class HttpSource implements Source {
  readonly size: number;
  readonly #place: HttpPlace;
  readonly #version: Version;
  readonly #nextTask: NextTask;
  readonly #closing = new AbortController();
  readonly #ignore: () => void;

  constructor(place: HttpPlace, size: number, version: Version, nextTask: NextTask) {
    this.#place = place;
    this.size = size;
    this.#version = version;
    this.#nextTask = nextTask;
    const own = place.signal;
    this.#ignore = own ? onAbort(own, () => this.#closing.abort(own.reason)) : () => {};
  }

  feed(): Feed {
    return rangeFeed(this, RANGE, this.#nextTask);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array(0);
    const response = await this.#place.range(offset, offset + length - 1, this.#closing.signal);
    this.#requireSame(response, offset);
    const buffer = await response.arrayBuffer().catch((cause) => {
      throw cannotRead(this.#place.href, cause, offset);
    });
    if (buffer.byteLength !== length) throw sourceChanged(offset + buffer.byteLength);
    return new Uint8Array(buffer);
  }

  close(): void {
    this.#ignore();
    this.#closing.abort();
  }

  #requireSame(response: Response, offset: number): void {
    const [name, was] = this.#version;
    const is = response.headers.get(name);
    if (is !== was) throw this.#changed(`its ${name} was ${was} and is ${is}`, offset);
    const found = rangeIn(response);
    if (found === undefined && response.status === 416) throw sourceChanged(offset);
    if (found?.first !== offset) throw this.#changed("the server gives no ranges any more", offset);
    // A resource that only grew is read up to the size it had.
    if (found.total < this.size) throw sourceChanged(found.total);
  }

  #changed(how: string, offset: number): CaptureError {
    const message = `${this.#place.href} is not what it was when it was opened: ${how}.`;
    return new CaptureError("source_changed", message, { offset });
  }
}
