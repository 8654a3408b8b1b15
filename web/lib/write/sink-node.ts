// Files that are written, in Node.js.
import { writeSync } from "node:fs";
import { open } from "node:fs/promises";
import type { OpenFile } from "../source/open-source.js";
import { cannotWrite, type Sink } from "./sink.js";
import { openWholeFile } from "./whole-file-node.js";

/**
 * Opens a file to be written. One that exists is refused unless `overwrite`. A `whole` file appears
 * when the sink is closed, or not at all. Rejects: `io`.
 */
export async function openFileSink(
  place: string | URL | OpenFile,
  overwrite: boolean,
  whole = false,
): Promise<Sink> {
  if (typeof place === "object" && "fd" in place) {
    const sink = new FileSink("the open file", place.fd, async () => {});
    // Where in it the capture begins is not known.
    return {
      writeNow: sink.writeNow.bind(sink),
      write: sink.write.bind(sink),
      close,
      abort: close,
    };
  }
  const name = JSON.stringify(place);
  const failed = (cause: unknown): never => {
    throw cannotWrite(name, cause);
  };
  if (whole) {
    const { fd, keep, discard } = await openWholeFile(place, overwrite).catch(failed);
    return new FileSink(name, fd, keep, discard);
  }
  const file = await open(place, overwrite ? "w" : "wx").catch(failed);
  return new FileSink(name, file.fd, () => file.close());
}

async function close(): Promise<void> {}

/**
 * Writes at once: what is written lies in memory of WebAssembly that is used again, and a copy for
 * a thread that writes would cost as much as the writing.
 */
class FileSink implements Sink {
  readonly #name: string;
  readonly #descriptor: number;
  readonly #close: () => Promise<void>;
  readonly #abort: () => Promise<void>;

  constructor(
    name: string,
    descriptor: number,
    close: () => Promise<void>,
    abort: () => Promise<void> = close,
  ) {
    this.#name = name;
    this.#descriptor = descriptor;
    this.#close = close;
    this.#abort = abort;
  }

  writeNow(bytes: Uint8Array): void {
    this.#put(bytes, null);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.writeNow(bytes);
  }

  async patch(offset: number, bytes: Uint8Array): Promise<void> {
    this.#put(bytes, offset);
  }

  async close(): Promise<void> {
    await this.#close().catch((cause) => {
      throw cannotWrite(this.#name, cause);
    });
  }

  async abort(): Promise<void> {
    await this.#abort().catch(() => {});
  }

  #put(bytes: Uint8Array, position: number | null): void {
    try {
      for (let done = 0; done < bytes.length; ) {
        const at = position === null ? null : position + done;
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at);
      }
    } catch (cause) {
      throw cannotWrite(this.#name, cause);
    }
  }
}
