// What console.log() shows of an object whose class keeps everything private, in Node.js.

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** What util.inspect gives to who shows himself. */
type Inspect = (value: unknown, options: unknown) => string;

/**
 * Shows `facts` in the place of an object, or of those that inherit from it. Only what is at hand may be
 * a fact; where asking throws, as of what is closed, the message is shown.
 */
export function showFacts<T extends object>(
  object: T,
  name: string,
  facts: (object: T) => object,
): void {
  const show = function (this: T, _depth: unknown, options: unknown, inspect: Inspect): string {
    return `${name} ${inspect(
      attempt(() => facts(this)),
      options,
    )}`;
  };
  Object.defineProperty(object, INSPECT, { value: show, configurable: true, writable: true });
}

function attempt(facts: () => object): object {
  try {
    return facts();
  } catch (error) {
    return { error: (error as Error).message };
  }
}
