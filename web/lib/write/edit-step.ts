// The steps of an edit: the table of cpp/edit/edits.cpp, with the types of their values.

/** What each step takes: `{ cut: 96 }`. Those without a value take `true`. */
export interface EditSteps {
  /** Keep the first bytes of each packet; the original length stays. */
  cut: number;
  /** Add a duration to each time: `"1.5s"`, `"-2h"`, `"100ms"`. */
  shift: string;
}

/** One step, by its name: `{ shift: "-2h" }`. */
export type EditStep = {
  readonly [Name in keyof EditSteps]: { readonly [Only in Name]: EditSteps[Name] };
}[keyof EditSteps];

/** @internal The name that the core's table has for a step, and the value as text. */
export function wordsOf(step: EditStep): [name: string, value: string] {
  const entries = Object.entries(step ?? {}) as [string, unknown][];
  const [[name, value] = ["", undefined], ...more] = entries;
  if (name === "" || more.length > 0) {
    throw new TypeError("A step must be an object with one name: { cut: 96 }");
  }
  if (!["number", "string"].includes(typeof value) && value !== true) {
    throw new TypeError(`The step ${name} takes a number, a text or true`);
  }
  return [name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), text(value)];
}

function text(value: unknown): string {
  return value === true ? "" : String(value);
}
