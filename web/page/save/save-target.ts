// Where the browser puts a file that is saved: a place on disk that the user chose, or its downloads.

import { download } from "../parts/download.js";

/** Takes the bytes of a file, in bounded memory. */
export interface SaveTarget {
  readonly stream: WritableStream<Uint8Array>;
  /** All bytes were taken: gives the file to the user where it is not on disk yet. */
  readonly done: () => void;
}

interface SavePicker {
  showSaveFilePicker(options: {
    suggestedName: string;
  }): Promise<{ createWritable(): Promise<WritableStream<Uint8Array>> }>;
}

/** Bytes that are put together to one piece, which the browser may keep on disk. */
const pieceSize = 8 * 1024 * 1024;

/**
 * Asks where a file of this name goes, in browsers that can write to a place on disk; others keep it
 * until it is whole, and download it. Undefined where the user changed their mind.
 */
export async function chooseTarget(name: string): Promise<SaveTarget | undefined> {
  if (!("showSaveFilePicker" in window)) return kept(name);
  try {
    const picker = window as unknown as SavePicker;
    const handle = await picker.showSaveFilePicker({ suggestedName: name });
    return { stream: await handle.createWritable(), done: () => {} };
  } catch (reason) {
    if ((reason as Error).name === "AbortError") return undefined;
    throw reason;
  }
}

// Browsers keep large Blobs on disk.
function kept(name: string): SaveTarget {
  const pieces: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const join = () => {
    pieces.push(new Blob(waiting));
    waiting = [];
    size = 0;
  };
  const stream = new WritableStream<Uint8Array>({
    write(bytes) {
      waiting.push(bytes.slice());
      size += bytes.length;
      if (size >= pieceSize) join();
    },
    close: join,
  });
  return { stream, done: () => download(name, pieces) };
}
