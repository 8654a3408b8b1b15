// A capture at a path, in Node.js only.
import { constants, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { cannotRead, sourceChanged } from "./capture-error.js";
import { type Feed, type NextTask, type Source, syncFeed, unsupportedSource } from "./source.js";

// Without it opening a named pipe waits for a writer. Windows has neither.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

// Node.js refuses to read 2 GiB or more at once.
const READ_LIMIT = 2 ** 30;

/** Opens the regular file at `path`, or rejects: `io`, `unsupported_source`. */
export async function openFile(path: string, nextTask: NextTask): Promise<FileSource> {
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

/** Keeps the file open, because its packets are read again when they are looked at. */
export class FileSource implements Source {
  readonly size: number;
  readonly #name: string;
  readonly #file: FileHandle;
  readonly #nextTask: NextTask;

  constructor(name: string, file: FileHandle, size: number, nextTask: NextTask) {
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
