// An object that stands for one in another thread.

import { showFacts } from "../base/inspect.js";
import type { BlockList, Listing, PacketColumns, SummaryColumns } from "../index.js";
import { revived } from "./crossing.js";
import { reasonOf } from "./failure.js";
import type { Facts } from "./likeness.js";

/**
 * What stands in this thread for an object in the Worker. Its properties are values as there; its
 * methods take the same arguments and give promises of what they give there, or an iterator where
 * they give one.
 */
export type Remote<T> = {
  readonly [Name in Exclude<keyof T, typeof Symbol.iterator>]: Name extends "toJSON"
    ? T[Name]
    : RemoteMember<T[Name]>;
};

/** A property or method of a {@link Remote}. A method may take arguments in two ways. */
export type RemoteMember<Member> = Member extends {
  (...args: infer Args): infer Result;
  (...args: infer Others): infer Other;
}
  ? RemoteMethod<Args, Result> & RemoteMethod<Others, Other>
  : Member extends PacketColumns | SummaryColumns | BlockList | Listing
    ? Remote<Member>
    : Member;

/** One way of a method. */
export type RemoteMethod<Args extends readonly unknown[], Result> = (
  ...args: { [I in keyof Args]: RemoteArgument<Args[I]> }
) => RemoteResult<Result>;

/** What a method of a {@link Remote} takes. */
export type RemoteArgument<Argument> = Argument extends { readonly within?: Listing }
  ? Omit<Argument, "within"> & { readonly within?: Remote<Listing> }
  : Argument;

/** What a method of a {@link Remote} gives. */
export type RemoteResult<Result> =
  Result extends AsyncIterable<infer Item>
    ? AsyncIterableIterator<Item, void>
    : Promise<Awaited<Result> extends Listing ? Remote<Listing> : Awaited<Result>>;

/** Calls a method there, by its path. */
export type CallRemote = (path: string, args: readonly unknown[]) => unknown;

type Part = Record<PropertyKey, unknown>;

/** What console.log() and JSON.stringify() make of an object. */
export interface Forms {
  readonly name: string;
  readonly shown: (object: never) => object;
  readonly json?: (object: never) => object;
}

/** One object, and what is known of it in this thread. */
export class Mirror {
  readonly object: Part = {};
  readonly #parts = new Map<string, Part>([["", this.object]]);
  readonly #facts = new Map<string, Facts[string]>();

  constructor(facts: Facts, methods: readonly string[], forms: Forms, call: CallRemote) {
    this.learn(facts);
    for (const path of Object.keys(facts)) this.#addProperty(path);
    for (const path of methods) this.#addMethod(path, call);
    this.#addDisposal();
    this.#addForms(forms);
  }

  /** The object and its parts, by their paths. */
  get parts(): ReadonlyMap<string, object> {
    return this.#parts;
  }

  /** From now on properties are these. */
  learn(facts: Facts): void {
    for (const [path, fact] of Object.entries(facts)) this.#facts.set(path, revived(fact));
  }

  #addProperty(path: string): void {
    const part: Part = {};
    this.#parts.set(path, part);
    const get = () => {
      const fact = this.#facts.get(path);
      if (fact && "failure" in fact) throw reasonOf(fact.failure);
      return fact && "value" in fact ? fact.value : part;
    };
    this.#define(path, { get, enumerable: true });
  }

  #addMethod(path: string, call: CallRemote): void {
    this.#define(path, { value: (...args: readonly unknown[]) => call(path, args) });
  }

  // For `using` and `await using`, where the platform knows them.
  #addDisposal(): void {
    const { dispose, asyncDispose } = Symbol;
    for (const symbol of [dispose, asyncDispose]) {
      if (symbol !== undefined) this.object[symbol] = this.object.close;
    }
  }

  #addForms({ name, shown, json }: Forms): void {
    const object = this.object as never;
    showFacts(this.object, name, () => shown(object));
    if (json) Object.defineProperty(object, "toJSON", { value: () => json(object) });
  }

  #define(path: string, property: PropertyDescriptor): void {
    const [, owner = "", name = ""] = /^(?:(.*)\.)?(.*)$/.exec(path) ?? [];
    Object.defineProperty(this.#parts.get(owner), name, property);
  }
}
