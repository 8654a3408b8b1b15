// Where a capture is written to.

import { CaptureError } from "../base/capture-error.js";
import { showFacts } from "../base/inspect.js";
import type { OpenFile } from "../source/open-source.js";
import { piecesJoined } from "../source/stream-source.js";

/** A stream of Node.js that is written to: a `Writable`. */
export interface NodeWritable {
  /** Takes bytes, and says when they are written. */
  write(chunk: Uint8Array, written: (error?: Error | null) => void): boolean;
  /** Takes no more. */
  end(ended: () => void): unknown;
  /** Gives up. */
  destroy(error?: Error): unknown;
  /** Reports errors. */
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * Where a capture may go: a web `WritableStream`, a `Writable` of Node.js, memory, or in Node.js the
 * path of a file or a `FileHandle`. Streams are ended with the capture, a `FileHandle` stays open.
 */
export type CaptureSink =
  | WritableStream<Uint8Array>
  | NodeWritable
  | MemorySink
  | string
  | URL
  | OpenFile;

/** @internal What all of them are made to look like. */
export interface Sink {
  /** Writes before it returns; absent where that cannot be done. Throws: `io`. */
  writeNow?(bytes: Uint8Array): void;
  /** Settles when more may be written. `bytes` are the sink's. Rejects: `io`. */
  write(bytes: Uint8Array): Promise<void>;
  /** Writes over bytes from `offset` of the capture; absent where that cannot be done. */
  patch?(offset: number, bytes: Uint8Array): Promise<void>;
  /** All was written. */
  close(): Promise<void>;
  /** Nothing more comes, because of `reason`. */
  abort(reason: unknown): Promise<void>;
}

/** @internal Opens the sink; `openPlace` takes those of the platform. */
export async function openSink(
  sink: CaptureSink,
  openPlace: (place: string | URL | OpenFile) => Promise<Sink>,
): Promise<Sink> {
  if (sink instanceof MemorySink) return sink.sink;
  if (typeof sink === "string") return openPlace(sink);
  const kind = Object(sink) as Partial<Record<string, unknown>>;
  if (typeof kind.getWriter === "function") return webSink(sink as WritableStream<Uint8Array>);
  if (typeof kind.end === "function" && typeof kind.write === "function") {
    return nodeSink(sink as NodeWritable);
  }
  const isPlace =
    (sink as object) instanceof URL ||
    (typeof kind.fd === "number" && typeof kind.write === "function");
  if (isPlace) return openPlace(sink as URL | OpenFile);
  throw new TypeError("sink must be a stream, a MemorySink, a path or a FileHandle");
}

/** Keeps a capture in memory: pass it as the sink, and ask for its bytes when all is written. */
export class MemorySink {
  #pieces: Uint8Array[] = [];
  /** @internal */
  readonly sink: Sink = {
    write: async (bytes) => {
      this.#pieces.push(bytes);
    },
    patch: async (offset, bytes) => {
      const all = this.bytes();
      all.set(bytes, offset);
      this.#pieces = [all];
    },
    async close() {},
    abort: async () => {
      this.#pieces = [];
    },
  };

  static {
    showFacts(MemorySink.prototype, "MemorySink", (sink) => ({ size: sizeOf(sink.#pieces) }));
  }

  /** Bytes so far; the array is the caller's. */
  bytes(): Uint8Array {
    const all = piecesJoined(this.#pieces);
    return this.#pieces.length === 1 ? all.slice() : all;
  }
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** @internal The error for what cannot be written. */
export function cannotWrite(name: string, cause: unknown): CaptureError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CaptureError("io", `Cannot write ${name}: ${reason}`, { cause });
}

function webSink(stream: WritableStream<Uint8Array>): Sink {
  const writer = stream.getWriter();
  const failed = (cause: unknown): never => {
    throw cannotWrite("the stream", cause);
  };
  // Failures are met by write() and close().
  writer.closed.catch(() => {});
  return {
    async write(bytes) {
      await writer.ready.catch(failed);
      writer.write(bytes).catch(() => {});
      await writer.ready.catch(failed);
    },
    close: () => writer.close().catch(failed),
    abort: (reason) => writer.abort(reason).catch(() => {}),
  };
}

function nodeSink(stream: NodeWritable): Sink {
  // Without a listener it would end the program; write() and close() meet it too.
  const listener = () => {};
  stream.on("error", listener);
  const settled = (start: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      start((error) => (error ? reject(cannotWrite("the stream", error)) : resolve()));
    });
  return {
    write: (bytes) =>
      settled((done) => {
        stream.write(bytes, done);
      }),
    close: () =>
      settled((done) => {
        stream.on("error", done);
        stream.end(() => done());
      }),
    async abort(reason) {
      stream.destroy(reason instanceof Error ? reason : undefined);
    },
  };
}
