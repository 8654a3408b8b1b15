// What goes from one thread to another: copies that are given away, never what somebody still has.

import { withJson } from "../base/json.js";
import { EventBatch, TableBatch } from "../index.js";
import { type PackedBatch, packBatch, unpackBatch } from "./packed-batch.js";

/** What stands in options for a function: it is on the desk, by the same name. */
export const CALLBACK = "packetglass:callback";

const BATCH = "packetglass:batch";
const TABLE = "packetglass:table";

// Less is copied faster than it is handed over.
const WORTH_A_TRANSFER = 4096;

// What stands in arguments for an object that the Worker holds: where it is there.
const HELD = "packetglass:held";

/** Where an object is in the Worker: the number it is held by, and the path to it from there. */
export type Address = readonly [id: number, path: string];

const addresses = new WeakMap<object, Address>();

/** From now on an object of this thread stands for one of the Worker when it is an argument. */
export function standsFor(object: object, address: Address): void {
  addresses.set(object, address);
}

/** A deep copy of an argument, whose bytes may be given away. */
export function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const address = addresses.get(value);
  if (address) return { [HELD]: address };
  if (value instanceof EventBatch) return { [BATCH]: packBatch(value) };
  if (ArrayBuffer.isView(value)) return copyOfView(value as Uint8Array);
  if (Symbol.iterator in value) return Array.from(value as Iterable<unknown>, copied);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copied(each)]));
}

/** An argument that was copied, or options, as the other thread takes it, which holds objects. */
export function received(value: unknown, held: (address: Address) => unknown = nothing): unknown {
  if (!isPlain(value)) return value;
  const { [BATCH]: packed, [HELD]: address } = value as Record<string, unknown>;
  if (address !== undefined) return held(address as Address);
  if (packed !== undefined) return unpackBatch(packed as PackedBatch);
  const entries = Object.entries(value).map(([name, each]) => [name, received(each, held)]);
  return Object.fromEntries(entries);
}

function nothing(): undefined {}

/** What is given away of an answer: classes do not cross as they are. */
export function answered(value: unknown): unknown {
  return value instanceof TableBatch ? { [TABLE]: TableBatch.packed(value) } : value;
}

/** The memory in a plain value, to be handed over with it. */
export function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) addBuffer(found, value.buffer);
  else if (Array.isArray(value)) for (const each of value) buffersOf(each, found);
  else if (isPlain(value)) for (const each of Object.values(value)) buffersOf(each, found);
  return found;
}

/** Whether it is an object without a class, as other threads can have. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  // That of another context has no prototype either. What gives facts their toJSON is no class.
  return Object.getPrototypeOf(prototype) === null || !Object.hasOwn(prototype, "constructor");
}

/** What another thread answered, which has lost how it goes into JSON on the way. */
export function revived<T>(value: T): T {
  const table = Object(value)[TABLE];
  if (table !== undefined) return new TableBatch(table) as T;
  if (Array.isArray(value)) value.forEach(revived);
  else if (isPlain(value)) {
    withJson(value);
    Object.values(value).forEach(revived);
  }
  return value;
}

function addBuffer(found: Set<ArrayBuffer>, buffer: ArrayBufferLike): void {
  const isOwn = Object.prototype.toString.call(buffer) === "[object ArrayBuffer]";
  if (isOwn && buffer.byteLength >= WORTH_A_TRANSFER) found.add(buffer as ArrayBuffer);
}

// A clone of a view would bring all of its buffer.
function copyOfView(view: Uint8Array): ArrayBufferView {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return new Uint8Array(bytes);
}
