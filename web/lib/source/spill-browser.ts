// Temporary files in browsers: the origin private file system, https://fs.spec.whatwg.org.
import { cannotReadBack, MemorySpill, type Spill, spillFailed } from "./spill.js";

const FOLDER = "packetglass-temporary";

// In dedicated workers only, and not among the types of pages.
interface SyncHandle {
  read(target: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  close(): void;
}
type FileInWorker = FileSystemFileHandle & { createSyncAccessHandle?(): Promise<SyncHandle> };

/** A file that goes with the page; in memory where the browser has none. */
export async function openSpill(): Promise<Spill> {
  const place = await Place.make().catch(() => undefined);
  if (place === undefined) return new MemorySpill(); // No secure context, say: the limit holds.
  try {
    return await openFile(place);
  } catch {
    place.remove();
    return new MemorySpill();
  }
}

async function openFile(place: Place): Promise<Spill> {
  const file: FileInWorker = await place.folder.getFileHandle(place.name, { create: true });
  if (file.createSyncAccessHandle !== undefined) {
    return new SyncSpill(place, await file.createSyncAccessHandle());
  }
  return new AsyncSpill(place, file, await file.createWritable());
}

/**
 * A name in the folder. As long as this page or worker lives a lock of this name is held, so that
 * others can distinguish a file in use from one whose page crashed.
 */
class Place {
  readonly folder: FileSystemDirectoryHandle;
  readonly name: string;
  readonly #unlock: () => void;

  private constructor(folder: FileSystemDirectoryHandle, name: string, unlock: () => void) {
    this.folder = folder;
    this.name = name;
    this.#unlock = unlock;
  }

  static async make(): Promise<Place> {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    const name = crypto.randomUUID();
    const place = new Place(folder, name, await lock(name));
    await place.#removeStale();
    return place;
  }

  /** Removes the file, which nothing has open any more. */
  remove(): void {
    // What cannot be removed now is stale when the lock is gone: the next capture removes it.
    this.folder.removeEntry(this.name).then(this.#unlock, this.#unlock);
  }

  async #removeStale(): Promise<void> {
    for await (const name of this.folder.keys()) {
      await navigator.locks.request(lockName(name), { ifAvailable: true }, async (free) => {
        if (free === null) return;
        await this.folder.removeEntry(name).catch(() => {}); // Another page was faster.
      });
    }
  }
}

const lockName = (name: string) => `${FOLDER}/${name}`;

/** Takes the lock of a name; gives the function that releases it. */
function lock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = () => new Promise<void>((unlock) => resolve(unlock));
    navigator.locks.request(lockName(name), hold).catch(reject);
  });
}

/** In workers: reads and writes at once. */
class SyncSpill implements Spill {
  readonly #place: Place;
  readonly #handle: SyncHandle;
  #size = 0;

  constructor(place: Place, handle: SyncHandle) {
    this.#place = place;
    this.#handle = handle;
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        const written = this.#handle.write(bytes.subarray(done), { at: this.#size });
        if (written === 0) throw new Error("nothing more could be written");
        done += written;
        this.#size += written;
      }
    } catch (cause) {
      throw spillFailed(cause);
    }
  }

  async finish(): Promise<void> {}

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    try {
      const read = this.#handle.read(bytes, { at: offset });
      if (read < length) throw new Error("it became shorter");
    } catch (cause) {
      throw cannotReadBack(cause, offset);
    }
    return bytes;
  }

  close(): void {
    this.#handle.close();
    this.#place.remove();
  }
}

/** In pages: what is written can be read when all of it is. */
class AsyncSpill implements Spill {
  readonly #place: Place;
  readonly #handle: FileSystemFileHandle;
  readonly #writable: FileSystemWritableFileStream;
  #file: File | undefined;

  constructor(place: Place, handle: FileSystemFileHandle, writable: FileSystemWritableFileStream) {
    this.#place = place;
    this.#handle = handle;
    this.#writable = writable;
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#writable.write(bytes).catch((cause) => {
      throw spillFailed(cause);
    });
  }

  async finish(): Promise<void> {
    try {
      await this.#writable.close();
      this.#file = await this.#handle.getFile();
    } catch (cause) {
      throw spillFailed(cause);
    }
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = await this.#file
      ?.slice(offset, offset + length)
      .arrayBuffer()
      .catch((cause) => {
        throw cannotReadBack(cause, offset);
      });
    if (buffer?.byteLength !== length) throw cannotReadBack("It became shorter.", offset);
    return new Uint8Array(buffer);
  }

  close(): void {
    const removed = () => this.#place.remove();
    // Before its end was reached the file is locked by the writing.
    if (this.#file === undefined) this.#writable.abort().then(removed, removed);
    else removed();
  }
}
