// Names of options: one that nobody knows is a slip of the pen, and would be without effect.
import { at } from "./at.js";

/** All names of the options of a type, whether they must be there or not. The compiler sees to it. */
export type Names<Options> = { readonly [Name in Exclude<keyof Options, "toJSON">]-?: true };

/**
 * @internal Throws a TypeError unless `options` is an object whose names are all known: it says the
 * nearest one that is. `name` is what the argument is called.
 */
export function requireOptions(
  name: string,
  options: unknown,
  known: Readonly<Record<string, true>>,
): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${name} must be an object`);
  }
  // This way round it takes next to no time, which counts where packets are written.
  for (const each in options) {
    if (known[each] !== true && Object.hasOwn(options, each)) {
      throw unknown(name, each, Object.keys(known));
    }
  }
}

function unknown(name: string, wrong: string, known: readonly string[]): TypeError {
  const nearest = known.reduce((best, each) =>
    distance(wrong, each) < distance(wrong, best) ? each : best,
  );
  return new TypeError(
    `${name} has nothing called ${JSON.stringify(wrong)}: the nearest is ${JSON.stringify(nearest)}`,
  );
}

// How many letters have to be put in, left out or exchanged; the case of letters matters little.
function distance(from: string, to: string): number {
  const [a, b] = [from.slice(0, LONGEST).toLowerCase(), to.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    let [before = 0, ...others] = row;
    let last = i + 1;
    const next = [last];
    for (const [j, above] of others.entries()) {
      const same = before + (letter === b[j] ? 0 : 1);
      last = Math.min(same, above + 1, last + 1);
      next.push(last);
      before = above;
    }
    row = next;
  }
  return at(row, b.length);
}

const LONGEST = 64;
