// Temporary files in Node.js.
import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cannotReadBack, MemorySpill, type Spill, spillFailed } from "./spill.js";

/** A temporary file that has no name any more where the system allows it; else in memory. */
export async function openSpill(): Promise<Spill> {
  const path = join(tmpdir(), `packetglass-${randomUUID()}`);
  let file: FileHandle;
  try {
    file = await open(path, "wx+", 0o600);
  } catch {
    return new MemorySpill(); // No such folder, or it cannot be written: the limit holds then.
  }
  // Whatever becomes of this program, the file goes with it.
  const isGone = await unlink(path).then(
    () => true,
    () => false,
  );
  return new FileSpill(file, isGone ? undefined : path);
}

class FileSpill implements Spill {
  readonly #file: FileHandle;
  readonly #path: string | undefined;
  #size = 0;

  constructor(file: FileHandle, path: string | undefined) {
    this.#file = file;
    this.#path = path;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const left = bytes.length - done;
      const written = this.#file.write(bytes, done, left, this.#size);
      const { bytesWritten } = await written.catch((cause) => {
        throw spillFailed(cause);
      });
      done += bytesWritten;
      this.#size += bytesWritten;
    }
  }

  async finish(): Promise<void> {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      const piece = this.#file.read(bytes, filled, length - filled, offset + filled);
      const { bytesRead } = await piece.catch((cause) => {
        throw cannotReadBack(cause, offset + filled);
      });
      if (bytesRead === 0) throw cannotReadBack("It became shorter.", offset + filled);
      filled += bytesRead;
    }
    return bytes;
  }

  close(): void {
    this.#closeFile().catch((error: Error) => {
      process.emitWarning(`A temporary file could not be removed: ${error.message}`);
    });
  }

  async #closeFile(): Promise<void> {
    await this.#file.close();
    if (this.#path !== undefined) await unlink(this.#path);
  }
}
