// What another thread has to know of an object to stand for it.
import { copied, isPlain } from "./crossing.js";
import { type Failure, failureOf } from "./failure.js";

/** What a property is: a value, a part with properties of its own, or what it throws. */
export type Fact =
  | { readonly value: unknown }
  | { readonly isPart: true }
  | { readonly failure: Failure };

/** Facts by path, each part before what it has: `length`, `columns`, `columns.length`. */
export type Facts = Readonly<Record<string, Fact>>;

/** The public side of an object as its class has it: methods, and properties read by getters. */
export class Likeness {
  readonly #object: object;
  readonly #methods = new Map<string, Method>();
  readonly #reported = new Map<string, unknown>();

  constructor(object: object) {
    this.#object = object;
    for (const { path, method } of membersOf(object)) {
      if (method) this.#methods.set(path, method);
    }
  }

  /** The paths of all methods. */
  get methods(): string[] {
    return [...this.#methods.keys()];
  }

  /** The facts that have changed since this was asked before. */
  news(): Facts {
    const news: Record<string, Fact> = {};
    for (const { path, found } of membersOf(this.#object)) {
      if (found === undefined) continue;
      const now = "reason" in found ? String(found.reason) : found.value;
      const isKnown = this.#reported.has(path) && Object.is(this.#reported.get(path), now);
      if (!isKnown) news[path] = factOf(found);
      this.#reported.set(path, now);
    }
    return news;
  }

  /** Calls a method. */
  call(path: string, args: readonly unknown[]): unknown {
    return this.#methods.get(path)?.(...args);
  }
}

type Method = (...args: readonly unknown[]) => unknown;
type Found = { readonly value: unknown } | { readonly reason: unknown };

interface Member {
  readonly path: string;
  readonly method?: Method;
  readonly found?: Found;
}

function* membersOf(object: object, prefix = ""): Generator<Member, void> {
  const members = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object) as object);
  for (const [name, { get, value }] of Object.entries(members)) {
    const path = `${prefix}${name}`;
    if (get !== undefined) {
      const found = attempt(() => get.call(object));
      yield { path, found };
      if ("value" in found && isPart(found.value)) yield* membersOf(found.value, `${path}.`);
    } else if (typeof value === "function" && !LOCAL.has(name)) {
      yield { path, method: value.bind(object) };
    }
  }
}

function attempt(get: () => unknown): Found {
  try {
    return { value: get() };
  } catch (reason) {
    return { reason };
  }
}

function factOf(found: Found): Fact {
  if ("reason" in found) return { failure: failureOf(found.reason) };
  return isPart(found.value) ? { isPart: true } : { value: copied(found.value) };
}

// Methods that what stands for the object has itself.
const LOCAL = new Set(["constructor", "toJSON"]);

// Objects that have a class of this package.
function isPart(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isPlain(value);
}
