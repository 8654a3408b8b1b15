// What was sent over HTTP: the list of it, and the bytes of one. In the worker.
import { type Capture, decodeBody, objectName } from "packetglass";
import { CaptureFailure } from "./capture-failure.js";
import type { ListedObject, ObjectList, SavedObject } from "./messages.js";

/** Bodies in the list. */
const limit = 10_000;

/** Bytes of a body that is saved: a browser holds them all at once. */
const mostSaved = 512 * 1024 * 1024;

/** All bodies of a capture up to the limit. */
export async function listObjects(capture: Capture): Promise<ObjectList> {
  const objects: ListedObject[] = [];
  const counts = new Map<number, number>(); // by stream
  for await (const { bytes, ...object } of capture.objects({ maxKept: 0 })) {
    if (objects.length === limit) return { objects, isWhole: false };
    const before = counts.get(object.stream) ?? 0;
    counts.set(object.stream, before + 1);
    objects.push({ ...object, number: objects.length + 1, before });
  }
  return { objects, isWhole: true };
}

/** Reads one of them again. What cannot be decoded is given as it was sent. */
export async function readObject(capture: Capture, listed: ListedObject): Promise<SavedObject> {
  const { stream, size, number } = listed;
  if (size > mostSaved) throw failure("The object is larger than 512 MiB.");
  let left = listed.before;
  for await (const object of capture.objects({ stream, maxKept: size })) {
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
