// Sources and sinks on their way to the Worker: what cannot go there is read and written from there.
import { CaptureError, type CaptureSink, type CaptureSource, MemorySink } from "../index.js";
import { openSink, type Sink } from "../sink.js";
import { piecesOf } from "../stream-source.js";
import { copied } from "./crossing.js";
import { type Failure, failureOf, reasonOf } from "./failure.js";
import type { Desk, Peer } from "./peer.js";

/** A source or sink as it crosses; what is remote stands on the desk. */
export type Packed =
  | { readonly given: unknown }
  | { readonly url: string }
  | { readonly isRemote: true; readonly canPatch?: boolean };

/** A source for the Worker: bytes are copied, streams are put on the desk. */
export function packSource(source: CaptureSource, desk: Desk): Packed {
  switch (Object.prototype.toString.call(source)) {
    case "[object String]":
    case "[object Blob]":
    case "[object File]":
      return { given: source };
    case "[object Uint8Array]":
      return { given: copied(source) };
    case "[object ArrayBuffer]":
      return { given: copied(new Uint8Array(source as ArrayBuffer)) };
    case "[object URL]":
      return { url: (source as URL).href };
  }
  requireNoFile(source);
  const pieces = piecesOf(source);
  // What is no source is refused there.
  if (pieces === undefined) return { given: null };
  desk.next = async () => {
    const { done, value } = await pieces.next();
    return done ? undefined : { piece: ArrayBuffer.isView(value) ? copied(value) : value };
  };
  // What its end comes to is of no interest, be it an error.
  desk.return = () => void pieces.return?.().then(nothing, nothing);
  return { isRemote: true };
}

/** The source in the Worker. */
export function sourceOf(packed: Packed, peer: Peer, id: number): CaptureSource {
  if ("url" in packed) return new URL(packed.url);
  if ("given" in packed) return packed.given as CaptureSource;
  const pieces: AsyncIterableIterator<Uint8Array> = {
    [Symbol.asyncIterator]: () => pieces,
    async next() {
      const next = (await peer.call(id, "next")) as { piece: Uint8Array } | undefined;
      return next ? { done: false, value: next.piece } : { done: true, value: undefined };
    },
    async return() {
      await peer.call(id, "return");
      return { done: true, value: undefined };
    },
  };
  return pieces;
}

/** A sink for the Worker: all but places are put on the desk. Rejects as opening a sink does. */
export async function packSink(sink: CaptureSink, desk: Desk): Promise<Packed> {
  if (typeof sink === "string") return { given: sink };
  if (Object.prototype.toString.call(sink) === "[object URL]") return { url: (sink as URL).href };
  const opened = sink instanceof MemorySink ? sink.sink : await openSink(sink, refuseFile);
  desk.write = (bytes: Uint8Array) => opened.write(bytes);
  desk.patch = (offset: number, bytes: Uint8Array) => opened.patch?.(offset, bytes);
  desk.close = () => opened.close();
  desk.abort = (failure: Failure) => opened.abort(reasonOf(failure));
  return { isRemote: true, canPatch: opened.patch !== undefined };
}

/** The sink in the Worker. */
export function sinkOf(packed: Packed, peer: Peer, id: number): CaptureSink {
  if ("url" in packed) return new URL(packed.url);
  if ("given" in packed) return packed.given as CaptureSink;
  return new RemoteSink(peer, id, packed.canPatch === true);
}

/** Keeps a capture in what the other thread has. */
class RemoteSink extends MemorySink {
  override readonly sink: Sink;

  constructor(peer: Peer, id: number, canPatch: boolean) {
    super();
    const ask = async (name: string, ...args: unknown[]) => {
      await peer.call(id, name, ...args);
    };
    const patch = (offset: number, bytes: Uint8Array) => ask("patch", offset, bytes);
    this.sink = {
      write: (bytes) => ask("write", bytes),
      ...(canPatch && { patch }),
      close: () => ask("close"),
      abort: (reason) => ask("abort", failureOf(reason)).catch(() => {}),
    };
  }
}

function nothing(): void {}

function requireNoFile(source: unknown): void {
  const { fd, stat } = Object(source) as { fd?: unknown; stat?: unknown };
  if (typeof fd === "number" && typeof stat === "function") throw fileRefused();
}

async function refuseFile(): Promise<never> {
  throw fileRefused();
}

function fileRefused(): CaptureError {
  const message = "A FileHandle cannot go to a Worker: pass the path of the file.";
  return new CaptureError("unsupported_source", message);
}
