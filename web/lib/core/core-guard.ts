// An instance of a module that has failed once is never called again: its memory may be anything.
import { CaptureError, forgetStack, outOfMemory } from "../base/capture-error.js";
import type { CoreMemory } from "./core.js";

/** What embind makes of a class. */
interface CoreClass {
  new (...args: never[]): object;
  readonly prototype: Record<string, unknown> & { delete(): void };
}

const failed = new WeakSet<object>();

/** Whether an instance that was guarded may be called; false for ever once it has failed. */
export function isUsable(module: object): boolean {
  return !failed.has(module);
}

// Instances that wait to be used again: making one takes longer than reading a small capture.
const MOST_SPARE = 4;
const homes = new WeakMap<object, { readonly spare: object[]; readonly size: number }>();

/**
 * Gives instances that are guarded: what fails in one is no matter to the others, and the memory of
 * one goes when nobody has it any more. Rejects as `load` does, and with `out_of_memory` where there
 * is no memory for one more.
 */
export function guardedLoader<Module extends CoreMemory>(
  load: () => Promise<Module>,
): () => Promise<Module> {
  const spare: Module[] = [];
  return async () => {
    const known = spare.pop();
    if (known !== undefined) return known;
    const made = await load().catch((error) => {
      throw isLackOfMemory(error?.cause) ? outOfMemory(error) : error;
    });
    homes.set(made, { spare, size: made.HEAPU8.length });
    return guarded(made);
  };
}

/**
 * Nobody has anything of the instance any more: if it has not failed, and its memory has not grown,
 * it is given to the next who loads one.
 */
export function giveBack(module: CoreMemory): void {
  const home = homes.get(module);
  if (home === undefined || !isUsable(module) || module.HEAPU8.length !== home.size) return;
  if (home.spare.length < MOST_SPARE && !home.spare.includes(module)) home.spare.push(module);
}

// As engines say that a memory cannot be made.
function isLackOfMemory(cause: unknown): boolean {
  return (cause as Error)?.name === "RangeError" || /out of memory/i.test(String(cause));
}

/**
 * The same instance, whose classes throw a CaptureError where the core fails: `out_of_memory`, or
 * `core_failed`. From then on they throw that error whatever is called, but for `delete`, which does
 * nothing: the memory goes with the instance.
 */
function guarded<Module extends object>(module: Module): Module {
  let failure: CaptureError | undefined;
  const run = <T>(call: () => T): T => {
    if (failure !== undefined) throw failure;
    try {
      return call();
    } catch (cause) {
      if (!isFatal(cause)) throw cause;
      failed.add(module);
      failure = failureOf(cause);
      throw failure;
    }
  };
  const members = module as Record<string, unknown>;
  for (const [name, made] of Object.entries(members)) {
    if (!isClass(made)) continue;
    for (const method of methodsOf(made)) guardMethod(made, method, run);
    guardDelete(made, run);
    members[name] = new Proxy(made, {
      construct: (target, args) => run(() => Reflect.construct(target, args)),
    });
  }
  return module;
}

interface Deletable {
  isDeleted(): boolean;
}
type Run = <T>(call: () => T) => T;
type Method = (this: unknown, ...args: unknown[]) => unknown;

function isClass(made: unknown): made is CoreClass {
  return typeof made === "function" && typeof made.prototype?.delete === "function";
}

function methodsOf({ prototype }: CoreClass): string[] {
  const names = Object.getOwnPropertyNames(prototype);
  return names.filter((name) => name !== "constructor" && typeof prototype[name] === "function");
}

function guardMethod({ prototype }: CoreClass, name: string, run: Run): void {
  const method = prototype[name] as Method;
  prototype[name] = function (this: Deletable, ...args: unknown[]) {
    if (this.isDeleted()) throw new CaptureError("closed", "The capture was closed.");
    return run(() => method.apply(this, args));
  };
}

// Whoever lets go of something has no use for an error.
function guardDelete({ prototype }: CoreClass, run: Run): void {
  const free = prototype.delete as Method;
  prototype.delete = function (this: unknown) {
    try {
      run(() => free.call(this));
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
    }
  };
}

// Traps, abort() and an overflow of the engine's own stack; by name, because they may come from
// another context. What embind says of wrong arguments is none of them. A CaptureError is of another
// module that this one asked: it left this one in the midst of a call.
function isFatal(cause: unknown): boolean {
  if (cause instanceof CaptureError) return true;
  return ["RuntimeError", "RangeError", "InternalError"].includes((cause as Error)?.name);
}

function failureOf(cause: unknown): CaptureError {
  if (cause instanceof CaptureError) return cause;
  const { message } = cause as Error;
  // Emscripten's abort(), which is called where `new` has no memory and nowhere else in the core.
  const isAbort = message.startsWith("Aborted(");
  const failure = isAbort
    ? outOfMemory(cause)
    : new CaptureError("core_failed", `The core of packetglass failed: ${message}.`, { cause });
  forgetStack(cause as Error);
  return failure;
}
