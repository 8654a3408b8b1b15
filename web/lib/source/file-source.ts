// A capture at a path, in Node.js only.
import { type BigIntStats, constants, openSync, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { isMainThread } from "node:worker_threads";
import { cannotRead, overwritten, sourceChanged } from "../base/capture-error.js";
import type { Decompressing } from "./open-compressed.js";
import type { OpenFile } from "./open-source.js";
import { type Feed, type NextTask, type Source, syncFeed, unsupportedSource } from "./source.js";
import { openStream, piecesOf } from "./stream-source.js";

// Without it opening a named pipe waits for a writer. Windows has neither.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

// Node.js refuses to read 2 GiB or more at once.
const READ_LIMIT = 2 ** 30;

const PIPE_PIECE = 64 * 1024;

// Milliseconds between two looks at a file that may have become longer.
const POLL = 200;

/**
 * Opens what is at `path`, or rejects: `io`, `unsupported_source`. What is no regular file, such as a
 * pipe or standard input, comes once.
 */
export async function openPath(
  path: string | URL,
  platform: Decompressing,
  keeps: boolean,
  signal?: AbortSignal,
): Promise<Source> {
  const name = JSON.stringify(path);
  const failed = (cause: unknown): never => {
    throw cannotRead(name, cause);
  };
  const socket = (cause: unknown) => inheritedSocket(path, cause) ?? failed(cause);
  const file = await open(path, FLAGS).catch(socket);
  if ("next" in file) return openStream(platform, file, keeps, signal);
  try {
    const stat = await file.stat({ bigint: true }).catch(failed);
    if (stat.isFile()) return new FileSource(name, file, versionOf(stat), platform.nextTask);
    if (stat.isDirectory()) throw unsupportedSource(`${name} is a folder.`);
    const pieces = stat.isFIFO() ? pipeAt(path) : readOn(await open(path).catch(failed), true);
    await file.close();
    return openStream(platform, pieces, keeps, signal);
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
}

// Waits for a writer and its bytes without holding a thread, so that an abort is heard. It is opened
// before it is closed elsewhere, because who writes into a pipe without readers is killed.
function pipeAt(path: string | URL): AsyncIterator<Uint8Array> {
  return piecesOfSocket(openSync(path, FLAGS));
}

// A program that another Node.js program has started has a socket as its standard input, which the
// system does not open by its path.
function inheritedSocket(path: string | URL, cause: unknown) {
  const [, number] = /^\/(?:dev\/(?:stdin|fd\/(\d+))|proc\/self\/fd\/(\d+))$/.exec(`${path}`) ?? [];
  const isSocket = (cause as NodeJS.ErrnoException).code === "ENXIO";
  const descriptor = `${path}` === "/dev/stdin" ? 0 : Number(number);
  if (!isSocket || Number.isNaN(descriptor)) return undefined;
  if (descriptor === 0 && isMainThread) return piecesOf(process.stdin);
  return piecesOfSocket(descriptor);
}

function piecesOfSocket(fd: number): AsyncIterator<Uint8Array> {
  return piecesOf(new Socket({ fd, readable: true, writable: false })) as AsyncIterator<Uint8Array>;
}

/** A file that somebody else has opened and will close; what is no regular file comes once. */
export async function openHandle(
  file: OpenFile,
  platform: Decompressing,
  keeps: boolean,
  signal?: AbortSignal,
): Promise<Source> {
  const name = "the open file";
  const stat = await (file as FileHandle).stat({ bigint: true }).catch((cause) => {
    throw cannotRead(name, cause);
  });
  const borrowed = {
    fd: file.fd,
    read: file.read.bind(file),
    stat: file.stat.bind(file),
    close: async () => {},
  };
  if (stat.isFile()) return new FileSource(name, borrowed, versionOf(stat), platform.nextTask);
  return openStream(platform, readOn(file, false), keeps, signal);
}

// A pipe or terminal has no positions: null reads on.
async function* readOn(file: OpenFile, isOwn: boolean): AsyncGenerator<Uint8Array, void> {
  try {
    for (;;) {
      const target = new Uint8Array(PIPE_PIECE);
      const { bytesRead } = await file.read(target, 0, target.length, null);
      if (bytesRead === 0) return;
      yield target.subarray(0, bytesRead);
    }
  } finally {
    if (isOwn) await file.close();
  }
}

/** By what a changed file is recognised. */
interface Version {
  readonly size: number;
  readonly inode: bigint;
  /** Nanoseconds since 1970; undefined where whoever opened the file does not say it. */
  readonly modified: bigint | undefined;
}

// An OpenFile of the caller's may know nothing of bigints.
function versionOf({ size, ino, mtimeNs }: BigIntStats): Version {
  return { size: Number(size), inode: BigInt(ino ?? 0), modified: mtimeNs };
}

/** Keeps the file open, because its packets are read again when they are looked at. */
export class FileSource implements Source {
  readonly #name: string;
  readonly #file: OpenFile;
  #version: Version;
  readonly #nextTask: NextTask;
  #isClosed = false;

  constructor(name: string, file: OpenFile, version: Version, nextTask: NextTask) {
    this.#name = name;
    this.#file = file;
    this.#version = version;
    this.#nextTask = nextTask;
  }

  get size(): number {
    return this.#version.size;
  }

  // Read straight into the core's memory: streams and promises make buffers of their own and take
  // three times as long.
  feed(): Feed {
    const copy = (target: Uint8Array, position: number) => {
      // A file that grows meanwhile is read up to the size it had.
      const length = Math.min(target.length, this.size - position);
      try {
        return readSync(this.#file.fd, target, 0, length, position);
      } catch (cause) {
        throw cannotRead(this.#name, cause, position);
      }
    };
    const nextTask = async () => {
      await this.#nextTask();
      await this.#requireSame();
    };
    return syncFeed(copy, nextTask);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      const piece = await this.#readPiece(bytes, filled, offset + filled);
      if (piece === 0) throw sourceChanged(offset + filled);
      filled += piece;
    }
    await this.#requireSame(offset);
    return bytes;
  }

  async grown(): Promise<boolean> {
    while (!this.#isClosed) {
      const version = versionOf(await this.#stat());
      if (version.size < this.size) throw sourceChanged(version.size);
      const isLonger = version.size > this.size;
      if (isLonger) this.#version = version;
      if (isLonger) return true;
      await setTimeout(POLL);
    }
    return false;
  }

  async #readPiece(bytes: Uint8Array, filled: number, position: number): Promise<number> {
    const length = Math.min(bytes.length - filled, READ_LIMIT);
    try {
      return (await this.#file.read(bytes, filled, length, position)).bytesRead;
    } catch (cause) {
      throw cannotRead(this.#name, cause, position);
    }
  }

  // What was written over is as long as before. A file that grows is still being captured into, and
  // one that shrank has lost only its end.
  async #requireSame(offset?: number): Promise<void> {
    if (this.#isClosed) return;
    const [was, is] = [this.#version, versionOf(await this.#stat(offset))];
    const isOther = was.modified !== is.modified || was.inode !== is.inode;
    if (isOther && was.size === is.size) throw overwritten(this.#name, offset);
  }

  #stat(offset?: number): Promise<BigIntStats> {
    return (this.#file as FileHandle).stat({ bigint: true }).catch((cause) => {
      throw cannotRead(this.#name, cause, offset);
    });
  }

  // FileHandle waits for the reads under way, so that no read meets a descriptor used again.
  close(): void {
    this.#isClosed = true;
    this.#file.close().catch((error: Error) => {
      // Nothing was written, so nothing can be lost: worth a warning, not the end of the program.
      process.emitWarning(`${this.#name} could not be closed: ${error.message}`);
    });
  }
}
