// Elements of arrays, where there must be some.

/**
 * @internal Element `i`, counted from 0. Throws a RangeError where there is none, which is a mistake of
 * whoever asks and never of a capture.
 */
export function at<T>(all: ArrayLike<T>, i: number): T {
  const found = all[i];
  if (found === undefined) throw new RangeError(`there is no element ${i} of ${all.length}`);
  return found;
}
