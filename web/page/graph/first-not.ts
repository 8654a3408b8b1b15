// A place in what is in order.

/** The first of `length` places for which `isBefore` is false, as it is for all behind it; else `length`. */
export function firstNot(length: number, isBefore: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
