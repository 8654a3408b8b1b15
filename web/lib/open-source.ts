// From what a caller calls a source to its bytes.
import { BlobSource } from "./blob-source.js";
import { BytesSource } from "./bytes-source.js";
import { openHttp } from "./http-source.js";
import { type Decompressing, decompressed, type OpeningOptions } from "./open-compressed.js";
import { unlessAborted } from "./read-through.js";
import type { Source } from "./source.js";
import type { Spill } from "./spill.js";
import type { StreamModule } from "./stream-module.js";
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
 * - a URL (as a `URL`, not as text), of which ranges are read where the server has them;
 * - a `Response`, a web `ReadableStream`, a Node.js `Readable`, or any other iterable of
 *   `Uint8Array`s, which is read once;
 * - in Node.js the path of a file, or a `FileHandle`.
 */
export type CaptureSource =
  | Blob
  | Uint8Array
  | ArrayBuffer
  | string
  | URL
  | Response
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>
  | OpenFile;

/** @internal What opening sources needs of the platform. */
export interface Opening extends Decompressing {
  readonly openPath: (path: string | URL) => Promise<Source>;
  readonly openHandle: (file: OpenFile, keeps: boolean) => Promise<Source>;
}

/** @internal What reading and writing streams needs of the platform. */
export interface Streaming extends Opening {
  readonly loadStream: () => Promise<StreamModule>;
  /** Memory that will be filled: what is in it need not be zero. */
  readonly freshMemory: (size: number) => ArrayBuffer;
}

/** @internal A source that will be read again, decompressed. */
export async function openSource(
  platform: Opening,
  source: CaptureSource,
  options: OpeningOptions = {},
): Promise<Source> {
  const opened = await unlessGone(open(platform, source, true), options.signal);
  return decompressed(opened, platform, options);
}

/** @internal A source that is read once, decompressed. */
export async function openOnce(
  platform: Opening,
  source: CaptureSource,
  options: OpeningOptions = {},
): Promise<Source> {
  const opened = await unlessGone(open(platform, source, false), options.signal);
  return decompressed(opened, { ...platform, openSpill: async () => forgetful }, options);
}

// A source that comes when nobody waits for it any more is let go of.
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

// What nobody reads again need not be kept.
const forgetful: Spill = {
  async write() {},
  async finish() {},
  async read() {
    throw new Error("Nothing was kept.");
  },
  close() {},
};

async function open(platform: Opening, source: CaptureSource, keeps: boolean): Promise<Source> {
  if (typeof source === "string") return platform.openPath(source);
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
      return openUrl(platform, source as URL, keeps);
  }
  if (isOpenFile(source)) return platform.openHandle(source, keeps);
  const pieces = piecesOf(source);
  if (pieces) return openStream(platform, pieces, keeps);
  throw new TypeError(
    "source must be a path, a Blob, bytes, a URL, a Response, a stream, an iterable or a FileHandle",
  );
}

function openUrl(platform: Opening, url: URL, keeps: boolean): Promise<Source> {
  return url.protocol === "file:" ? platform.openPath(url) : openHttp(platform, url, keeps);
}

// A stream of a file has a descriptor too, but not these.
function isOpenFile(source: object | null): source is OpenFile {
  const { fd, stat, read } = Object(source) as Partial<OpenFile>;
  return typeof fd === "number" && typeof stat === "function" && typeof read === "function";
}
