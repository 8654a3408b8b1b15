// Being told of something now and then.

/** At most once in so many milliseconds: more is not seen. */
const INTERVAL = 50;

/** Passes on the first call and then one per interval. */
export function throttled<Value>(tell: (value: Value) => void): (value: Value) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = performance.now();
    if (now - last < INTERVAL) return;
    last = now;
    tell(value);
  };
}
