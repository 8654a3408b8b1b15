// Which packets, blocks or numbers a caller means. Indices are counted from 0.

/**
 * @internal The range [from, to) of `length` things, as `slice()` takes it: what lies beyond the end
 * is left out, and a range that ends before it begins is empty. The range to the end is the default.
 * Throws a RangeError for negative, fractional and missing numbers, a TypeError for what is no number.
 */
export function rangeOf(
  length: number,
  from = 0,
  to = length,
): readonly [from: number, to: number] {
  const [first, end] = [beforeEnd("from", from, length), beforeEnd("to", to, length)];
  return [first, Math.max(first, end)];
}

function beforeEnd(name: string, value: number, length: number): number {
  if (value !== Number.POSITIVE_INFINITY) requireIndex(name, value, 0);
  return Math.min(value, length);
}

/**
 * @internal Throws unless `value` is the index of one of `length` things; `owner` and `things` say
 * whose they are and what: "The capture has no packets."
 */
export function requireIndexIn(
  name: string,
  value: number,
  length: number,
  [owner, things]: readonly [owner: string, things: string],
): void {
  if (length === 0 && typeof value === "number") throw new RangeError(`${owner} has no ${things}.`);
  requireIndex(name, value, 0, length - 1);
}

/** @internal Throws unless `value` is an integer of [min, max]; `name` is the argument's. */
export function requireIndex(
  name: string,
  value: number,
  min: number,
  max = Number.POSITIVE_INFINITY,
): void {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const range = max === Number.POSITIVE_INFINITY ? `${min} or more` : `from ${min} to ${max}`;
  throw new RangeError(`${name} must be an integer ${range}, not ${value}`);
}
