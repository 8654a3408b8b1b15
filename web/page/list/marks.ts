// The packets that the user has marked, by their indices. No DOM.

export type Marks = ReadonlySet<number>;

export const NO_MARKS: Marks = new Set();

/** With a mark at a packet that has none, without it at one that has. */
export function toggled(marks: Marks, index: number): Marks {
  const next = new Set(marks);
  if (!next.delete(index)) next.add(index);
  return next;
}

/**
 * All marks in the order in which a walk from a packet comes by them, on (1) or back (-1), and around the
 * ends; the packet's own is the last. Where no packet is selected it begins at the end it leads from.
 */
export function marksFrom(marks: Marks, from: number | undefined, step: 1 | -1): number[] {
  const ascending = [...marks].sort((a, b) => a - b);
  const inOrder = step > 0 ? ascending : ascending.reverse();
  const start = from ?? (step > 0 ? -1 : Number.POSITIVE_INFINITY);
  const isAhead = (index: number) => (index - start) * step > 0;
  return [...inOrder.filter(isAhead), ...inOrder.filter((index) => !isAhead(index))];
}

/** A filter for the marked packets; there is at least one. */
export function filterOfMarks(marks: Marks): string {
  const runs: [first: number, last: number][] = [];
  for (const index of marksFrom(marks, undefined, 1)) {
    const run = runs.at(-1);
    if (run?.[1] === index) run[1] = index + 1;
    else runs.push([index + 1, index + 1]);
  }
  const texts = runs.map(([first, last]) => (first === last ? `${first}` : `${first}..${last}`));
  return `frame.number in {${texts.join(", ")}}`;
}
