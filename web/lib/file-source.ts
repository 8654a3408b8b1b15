// A capture at a path, in Node.js only.
import { constants, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { cannotRead, sourceChanged } from "./capture-error.js";
import type { Decompressing } from "./open-compressed.js";
import type { OpenFile } from "./open-source.js";
import { type Feed, type NextTask, type Source, syncFeed, unsupportedSource } from "./source.js";
import { openStream } from "./stream-source.js";

// Without it opening a named pipe waits for a writer. Windows has neither.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

// Node.js refuses to read 2 GiB or more at once.
const READ_LIMIT = 2 ** 30;

const PIPE_PIECE = 64 * 1024;

/** Opens the regular file at `path`, or rejects: `io`, `unsupported_source`. */
export async function openFile(path: string | URL, nextTask: NextTask): Promise<FileSource> {
  const name = JSON.stringify(path);
  const failed = (cause: unknown): never => {
    throw cannotRead(name, cause);
  };
  const file = await open(path, FLAGS).catch(failed);
  try {
    const stat = await file.stat().catch(failed);
    if (!stat.isFile()) throw unsupportedSource(`${name} is not a regular file.`);
    return new FileSource(name, file, stat.size, nextTask);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A file that somebody else has opened and will close; what is no regular file comes once. */
export async function openHandle(
  file: OpenFile,
  platform: Decompressing,
  keeps: boolean,
): Promise<Source> {
  const name = "the open file";
  const stat = await file.stat().catch((cause) => {
    throw cannotRead(name, cause);
  });
  const borrowed = { fd: file.fd, read: file.read.bind(file), close: async () => {} };
  if (stat.isFile()) return new FileSource(name, borrowed, stat.size, platform.nextTask);
  return openStream(platform, readOn(file), keeps);
}

// A pipe or terminal has no positions: null reads on.
async function* readOn(file: OpenFile): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const target = new Uint8Array(PIPE_PIECE);
    const { bytesRead } = await file.read(target, 0, target.length, null);
    if (bytesRead === 0) return;
    yield target.subarray(0, bytesRead);
  }
}

/** Keeps the file open, because its packets are read again when they are looked at. */
export class FileSource implements Source {
  readonly size: number;
  readonly #name: string;
  readonly #file: Pick<OpenFile, "fd" | "read" | "close">;
  readonly #nextTask: NextTask;

  constructor(
    name: string,
    file: Pick<OpenFile, "fd" | "read" | "close">,
    size: number,
    nextTask: NextTask,
  ) {
    this.#name = name;
    this.#file = file;
    this.size = size;
    this.#nextTask = nextTask;
  }

  // Read straight into the core's memory: streams and promises make buffers of their own and take
  // three times as long.
  feed(): Feed {
    return syncFeed((target, position) => {
      // A file that grows meanwhile is read up to the size it had.
      const length = Math.min(target.length, this.size - position);
      try {
        return readSync(this.#file.fd, target, 0, length, position);
      } catch (cause) {
        throw cannotRead(this.#name, cause, position);
      }
    }, this.#nextTask);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      const piece = await this.#readPiece(bytes, filled, offset + filled);
      if (piece === 0) throw sourceChanged(offset + filled);
      filled += piece;
    }
    return bytes;
  }

  async #readPiece(bytes: Uint8Array, filled: number, position: number): Promise<number> {
    const length = Math.min(bytes.length - filled, READ_LIMIT);
    try {
      return (await this.#file.read(bytes, filled, length, position)).bytesRead;
    } catch (cause) {
      throw cannotRead(this.#name, cause, position);
    }
  }

  // FileHandle waits for the reads under way, so that no read meets a descriptor used again.
  close(): void {
    this.#file.close().catch((error: Error) => {
      // Nothing was written, so nothing can be lost: worth a warning, not the end of the program.
      process.emitWarning(`${this.#name} could not be closed: ${error.message}`);
    });
  }
}
