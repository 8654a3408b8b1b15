// Sources and sinks on their way to the Worker: what cannot go there is read and written from there.

import {
  CaptureError,
  type CaptureEvent,
  type CaptureSink,
  type CaptureSource,
  type EventBatch,
  MemorySink,
  type NamedSource,
} from "../index.js";
import { isOwn, type RangeSource } from "../source/own-source.js";
import { unsupportedSource } from "../source/source.js";
import { piecesOf } from "../source/stream-source.js";
import { named } from "../write/merge.js";
import { openSink, type Sink } from "../write/sink.js";
import { copied } from "./crossing.js";
import { type Failure, failureOf, reasonOf } from "./failure.js";
import { type PackedRequest, packRequest, unpackRequest } from "./fetching.js";
import type { Operation } from "./operation.js";
import { Outgoing } from "./outgoing.js";
import type { Desk, Peer } from "./peer.js";

/** A source or sink as it crosses; what is remote stands on the desk. */
export type Packed =
  | { readonly given: unknown }
  | { readonly url: string }
  | { readonly request: PackedRequest }
  | { readonly isRemote: true; readonly size?: number; readonly canPatch?: boolean };

/** A source for the Worker: bytes are copied, streams and sources of one's own put on the desk. */
export async function packSource(
  source: CaptureSource,
  desk: Desk,
  operation: Pick<Operation, "follow">,
): Promise<Packed> {
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
    case "[object Request]":
      operation.follow((source as Request).signal);
      return { request: await packRequest(source as Request) };
  }
  requireNoFile(source);
  if (isOwn(source)) {
    lendRanges(desk, source);
    return { isRemote: true, size: source.size };
  }
  const pieces = piecesOf(source);
  // The Worker refuses what is no source.
  if (pieces === undefined) return { given: null };
  lend(desk, new Outgoing(pieces, ownBytes, (piece) => sizeOf(piece) / MOST_BYTES));
  return { isRemote: true };
}

/** Events for the Worker, put on the desk. */
export function packEvents(events: AsyncIterable<Written> | Iterable<Written>, desk: Desk): void {
  const pieces = piecesOf(events) as AsyncIterator<Written> | undefined;
  if (pieces === undefined) throw new TypeError("events must be an iterable");
  const weigh = (event: Written) => 1 / MOST_EVENTS + sizeOf(Object(event).data) / MOST_BYTES;
  lend(desk, new Outgoing(pieces, copied, weigh));
}

type Written = CaptureEvent | EventBatch;

// Limits of reading ahead. Each message costs as much as some dozens of events.
const MOST_BYTES = 1024 * 1024;
const MOST_EVENTS = 1024;

function lend<Piece>(desk: Desk, outgoing: Outgoing<Piece>): void {
  desk.next = () => outgoing.take();
  desk.return = () => outgoing.stop();
}

// A copy of this thread's bytes is given away; the Worker judges what is no bytes.
function lendRanges(desk: Desk, source: RangeSource): void {
  let isClosed = false;
  desk.read = async (offset: number, length: number) => {
    const given = source.read(offset, length);
    return ownBytes(ArrayBuffer.isView(given) ? copied(given) : await given);
  };
  desk.letGo = async () => {
    if (isClosed) return;
    isClosed = true;
    // Nothing more is wanted of it: the outcome does not matter.
    await new Promise((resolve) => resolve(source.close?.())).catch(() => {});
  };
  desk.return = desk.letGo;
}

/** Whether what is read there lies on this desk as long as it is read. */
export function isLent(desk: Desk): boolean {
  return desk.letGo !== undefined || desk.fetch !== undefined;
}

function sizeOf(bytes: unknown): number {
  return (Object(bytes) as Partial<Uint8Array>).byteLength ?? 0;
}

// The Worker judges what is no view of bytes.
function ownBytes(piece: unknown): unknown {
  return ArrayBuffer.isView(piece) ? copied(piece) : piece;
}

/** One of several sources, with its name. */
export interface PackedNamed {
  readonly name: string;
  readonly packed: Packed;
}

/** Several sources for the Worker. Of streams the desk has room for one alone. */
export async function packSources(
  sources: readonly (CaptureSource | NamedSource)[],
  operation: Pick<Operation, "follow">,
): Promise<readonly PackedNamed[]> {
  if (!Array.isArray(sources)) throw new TypeError("sources must be an array of captures");
  const all: PackedNamed[] = [];
  for (const given of sources) {
    const { name, source } = named(given);
    const packed = await packSource(source, {}, operation);
    if ("isRemote" in packed) {
      throw unsupportedSource(
        "A stream cannot be one of several sources in a Worker: pass a File or a path.",
      );
    }
    all.push({ name, packed });
  }
  return all;
}

/** The sources in the Worker. */
export function sourcesOf(
  sources: readonly PackedNamed[],
  peer: Peer,
  id: number,
): readonly NamedSource[] {
  return sources.map(({ name, packed }) => ({ name, source: sourceOf(packed, peer, id) }));
}

/** The source in the Worker. */
export function sourceOf(packed: Packed, peer: Peer, id: number): CaptureSource {
  if ("url" in packed) return new URL(packed.url);
  if ("given" in packed) return packed.given as CaptureSource;
  if ("request" in packed) return unpackRequest(packed.request);
  if (packed.size !== undefined) return rangesOfOther(peer, id, packed.size);
  return piecesOfOther(peer, id) as AsyncIterableIterator<Uint8Array>;
}

// A source of the other thread's own.
function rangesOfOther(peer: Peer, id: number, size: number): RangeSource {
  return {
    size,
    read: async (offset, length) => (await peer.call(id, "read", offset, length)) as Uint8Array,
    close: () => peer.call(id, "letGo"),
  };
}

/** The pieces that the other thread has on a desk. */
export function piecesOfOther(peer: Peer, id: number): AsyncIterableIterator<unknown> {
  let some: readonly unknown[] | undefined = [];
  let next = 0;
  const pieces: AsyncIterableIterator<unknown> = {
    [Symbol.asyncIterator]: () => pieces,
    async next() {
      if (some && next === some.length) {
        some = (await peer.call(id, "next")) as typeof some;
        next = 0;
      }
      if (!some) return { done: true, value: undefined };
      next += 1;
      return { done: false, value: some[next - 1] };
    },
    // Not of a generator, which would wait until the next piece has come.
    async return() {
      await peer.call(id, "return");
      return { done: true, value: undefined };
    },
  };
  return pieces;
}

/** A sink for the Worker: all but paths and URLs are put on the desk. Rejects as opening a sink does. */
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
  return new RemoteSink(peer, id, "canPatch" in packed && packed.canPatch === true);
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
