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

/** Methods whose results come one by one, each with what its argument is. */
export const ITERATED: Readonly<Record<string, "plain" | "options">> = {
  follow: "plain",
  objects: "plain",
  table: "options", // with a signal
};

/** Methods after which the Worker holds the object no more. */
export const LAST: ReadonlySet<string> = new Set(["close", "abort"]);
