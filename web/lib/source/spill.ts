// Where the bytes of a compressed or streamed capture are kept to be read again.
import { CaptureError, cannotRead } from "../base/capture-error.js";

/** Bytes that are appended first and read later. */
export interface Spill {
  /** Appends; the caller may change `bytes` afterwards. Rejects: `spill_failed`. */
  write(bytes: Uint8Array): Promise<void>;
  /** Everything was appended: now it may be read. Rejects: `spill_failed`. */
  finish(): Promise<void>;
  /** A copy of `length` bytes from `offset`, or rejects: `io`. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Lets go of all of it when what is under way is done. */
  close(): void;
}

/** Most bytes kept in memory where there are no files. */
export const MEMORY_LIMIT = 64 * 1024 * 1024;

/** The error for bytes that cannot be kept. */
export function spillFailed(cause: unknown): CaptureError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The capture cannot be kept in a temporary file: ${reason}`;
  return new CaptureError("spill_failed", message, { cause });
}

/** The error for bytes that were kept and cannot be read. */
export function cannotReadBack(cause: unknown, offset: number): CaptureError {
  return cannotRead("the temporary file of the capture", cause, offset);
}

/** Keeps them in memory, up to a limit. */
export class MemorySpill implements Spill {
  readonly #pieces: { readonly start: number; readonly bytes: Uint8Array }[] = [];
  #size = 0;

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#size + bytes.length > MEMORY_LIMIT) throw noFiles();
    this.#pieces.push({ start: this.#size, bytes: bytes.slice() });
    this.#size += bytes.length;
  }

  async finish(): Promise<void> {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const found = new Uint8Array(length);
    for (const { start, bytes } of this.#pieces) {
      const from = Math.max(0, offset - start);
      const to = Math.min(bytes.length, offset + length - start);
      if (from < to) found.set(bytes.subarray(from, to), start + from - offset);
    }
    return found;
  }

  close(): void {
    this.#pieces.length = 0;
  }
}

function noFiles(): CaptureError {
  const limit = `${MEMORY_LIMIT / 2 ** 20} MiB`;
  const message = `The capture is larger than ${limit}, and there is no place for temporary files.`;
  return new CaptureError("spill_failed", message);
}
