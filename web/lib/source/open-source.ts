// From what a caller calls a source to its bytes.

import { unlessAborted } from "../base/abort.js";
import { BlobSource } from "./blob-source.js";
import { BytesSource } from "./bytes-source.js";
import type { SourceOptions } from "./http-place.js";
import { openHttp } from "./http-source.js";
import { type Decompressing, decompressed, type OpeningOptions } from "./open-compressed.js";
import { isOwn, OwnSource, type RangeSource } from "./own-source.js";
import type { Source } from "./source.js";
import type { Spill } from "./spill.js";
import { openStream, piecesOf } from "./stream-source.js";

/** An open file of Node.js: a `FileHandle` of `node:fs/promises`. It stays open. */
export interface OpenFile {
  /** Its descriptor. */
  readonly fd: number;
  /** Says what it is. */
  stat(): Promise<FileFacts>;
  /** Reads from a position, or on from where it stands; resolves to how many bytes that were. */
  read(
    target: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ): Promise<BytesRead>;
  /** Closes it. */
  close(): Promise<void>;
}

/** What an {@link OpenFile} is. */
export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  /** Whether it is a regular file. */
  isFile(): boolean;
}

/** What came of reading from an {@link OpenFile}. */
export interface BytesRead {
  /** How many; 0 at the end. */
  readonly bytesRead: number;
}

/**
 * Where a capture may come from:
 * - a `File` or other `Blob`, a `Uint8Array`, an `ArrayBuffer`;
 * - a URL (as a `URL`, not as text) or a `Request`, of which ranges are read where the server has
 *   them: see {@link SourceOptions};
 * - a source of one's own, {@link RangeSource};
 * - a `Response`, a web `ReadableStream`, a Node.js `Readable`, or any other iterable of
 *   `Uint8Array`s, which is read once;
 * - in Node.js the path of a file, or a `FileHandle`. Pipes, terminals and the like, also by a path such
 *   as `/dev/stdin`, are read once.
 */
export type CaptureSource =
  | Blob
  | Uint8Array
  | ArrayBuffer
  | string
  | URL
  | Request
  | Response
  | RangeSource
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>
  | OpenFile;

/** Whether it is read again, and what ends the waiting for it. */
type OpenPlace<Place> = (place: Place, keeps: boolean, signal?: AbortSignal) => Promise<Source>;

/** @internal What opening sources needs of the platform. */
export interface Opening extends Decompressing {
  readonly openPath: OpenPlace<string | URL>;
  readonly openHandle: OpenPlace<OpenFile>;
}

interface Abortable {
  readonly signal?: AbortSignal | undefined;
}

/** @internal A source that will be read again, decompressed. */
export async function openSource(
  platform: Opening,
  source: CaptureSource,
  options: SourceOptions & OpeningOptions = {},
): Promise<Source> {
  const opened = await unlessGone(open(platform, source, true, options), options.signal);
  return decompressed(opened, platform, options);
}

/** @internal A source that is read once, decompressed. */
export async function openOnce(
  platform: Opening,
  source: CaptureSource,
  options: SourceOptions & OpeningOptions = {},
): Promise<Source> {
  const opened = await unlessGone(open(platform, source, false, options), options.signal);
  return decompressed(opened, { ...platform, openSpill: async () => forgetful }, options);
}

// A source that opens when nobody waits for it any more is closed.
async function unlessGone(opening: Promise<Source>, signal?: AbortSignal): Promise<Source> {
  try {
    return await unlessAborted(opening, signal);
  } catch (error) {
    opening.then(
      (source) => source.close(),
      () => {},
    );
    throw error;
  }
}

// Keeps nothing, because nobody reads the source again.
const forgetful: Spill = {
  async write() {},
  async finish() {},
  async read() {
    throw new Error("Nothing was kept.");
  },
  close() {},
};

async function open(
  platform: Opening,
  source: CaptureSource,
  keeps: boolean,
  options: SourceOptions & Abortable,
): Promise<Source> {
  const { signal } = options;
  if (typeof source === "string") return platform.openPath(source, keeps, signal);
  const { nextTask } = platform;
  // By tag and not by instanceof: a source may come from another frame or context.
  switch (Object.prototype.toString.call(source)) {
    case "[object Uint8Array]":
    case "[object ArrayBuffer]":
      return new BytesSource(source as Uint8Array | ArrayBuffer, nextTask);
    case "[object Blob]":
    case "[object File]":
      return new BlobSource(source as Blob, nextTask);
    case "[object URL]":
      if ((source as URL).protocol === "file:") {
        return platform.openPath(source as URL, keeps, signal);
      }
      return openHttp(platform, source as URL, keeps, options);
    case "[object Request]":
      return openHttp(platform, source as Request, keeps, options);
  }
  if (isOpenFile(source)) return platform.openHandle(source, keeps, signal);
  if (isOwn(source)) return new OwnSource(source, nextTask);
  const pieces = piecesOf(source);
  if (pieces) return openStream(platform, pieces, keeps, signal);
  throw new TypeError(
    "source must be a path, a Blob, bytes, a URL, a Request, a Response, a stream, an iterable, " +
      "a FileHandle or an object with size and read()",
  );
}

// A stream of a file has a descriptor too, but not these.
function isOpenFile(source: object | null): source is OpenFile {
  const { fd, stat, read } = Object(source) as Partial<OpenFile>;
  return typeof fd === "number" && typeof stat === "function" && typeof read === "function";
}
