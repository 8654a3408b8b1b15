// Reports of something now and then.

/** Milliseconds between two reports: more are not seen. */
const INTERVAL = 50;

/** Passes on the first call and then one per interval. */
export function throttled<Value>(report: (value: Value) => void): (value: Value) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = performance.now();
    if (now - last < INTERVAL) return;
    last = now;
    report(value);
  };
}
