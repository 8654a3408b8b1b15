// Comparing what something depends on, as hooks compare it.

/** Whether two lists have the same values: the same objects, where they are objects. */
export function haveSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => Object.is(each, b[i]));
}
