// What the Worker reports of an object that it holds.
import type { Facts } from "./likeness.js";

/** What the Worker says of an object that it holds. */
export interface HeldThere {
  readonly methods: readonly string[];
  readonly facts: Facts;
}

/** What a method gave, and what is otherwise since then. */
export interface Answered {
  readonly value: unknown;
  readonly news: Facts;
}

/** Methods of a capture whose results come one by one. */
const ITERATED: ReadonlySet<string> = new Set(["expert", "follow", "objects", "packets", "table"]);

/** Of those, methods whose argument are options with a signal. */
export const WITH_SIGNAL: ReadonlySet<string> = new Set(["expert", "table"]);

/** Whether what the method of an object gives for these arguments comes one by one. */
export function isIterated(object: string, path: string, args: readonly unknown[]): boolean {
  if (object !== "RemoteCapture") return false; // the packets of a listing are there at once
  return ITERATED.has(path) || (path === "layers" && args[1] !== undefined);
}

/** Methods after which the Worker holds the object no more. */
export const LAST: ReadonlySet<string> = new Set(["close", "abort"]);
