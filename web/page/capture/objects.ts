// What was sent over HTTP, FTP, TFTP and SMTP: the list of it, and the bytes of one.
import type { HttpObject } from "packetglass";
import { decodeBody, objectName, type RemoteCapture } from "packetglass/worker";
import { CaptureFailure } from "./capture-failure.js";

/** An object without its bytes. */
export interface ListedObject extends Omit<HttpObject, "bytes"> {
  /** Its number in the list, from 1. */
  readonly number: number;
  /** How many were sent before it in its stream. */
  readonly before: number;
}

/** The bodies of a capture. */
export interface ObjectList {
  readonly objects: readonly ListedObject[];
  /** False when there are more. */
  readonly isWhole: boolean;
}

/** A body to be saved. */
export interface SavedObject {
  /** Of the file: safe, whatever was sent. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Bodies in the list. */
const limit = 10_000;

/** Bytes of a body that is saved: a browser holds them all at once. */
const mostSaved = 512 * 1024 * 1024;

const lists = new WeakMap<RemoteCapture, Promise<ObjectList>>();

/** All bodies of a capture up to the limit; they are looked for once. */
export function objectsOf(capture: RemoteCapture): Promise<ObjectList> {
  const list = lists.get(capture) ?? listObjects(capture);
  lists.set(capture, list);
  return list;
}

async function listObjects(capture: RemoteCapture): Promise<ObjectList> {
  const objects: ListedObject[] = [];
  const counts = new Map<string, number>(); // by stream of TCP or UDP
  for await (const { bytes, ...object } of capture.objects({ maxKept: 0 })) {
    if (objects.length === limit) return { objects, isWhole: false };
    const key = `${object.protocol === "tftp"} ${object.stream}`;
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    objects.push({ ...object, number: objects.length + 1, before });
  }
  return { objects, isWhole: true };
}

/** Reads one of them again. What cannot be decoded is given as it was sent. */
export async function readObject(
  capture: RemoteCapture,
  listed: ListedObject,
): Promise<SavedObject> {
  const { stream, size, number } = listed;
  if (size > mostSaved) throw failure("The object is larger than 512 MiB.");
  // Streams of UDP are counted by themselves: TFTP is looked for in all.
  const isTcp = listed.protocol !== "tftp";
  let left = isTcp ? listed.before : number - 1;
  const options = isTcp ? { stream, maxKept: size } : { maxKept: size };
  for await (const object of capture.objects(options)) {
    if (left === 0) {
      const decoded = decodeBody(object, { maxSize: mostSaved });
      return { name: objectName(object, number), bytes: await decoded.catch(() => object.bytes) };
    }
    left -= 1;
  }
  throw failure("The object cannot be found again.");
}

function failure(message: string): CaptureFailure {
  return new CaptureFailure({ message });
}
