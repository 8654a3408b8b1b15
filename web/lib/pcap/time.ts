// Times as seconds, and as seconds with microseconds: what struct timeval says.

const perSecond = 1_000_000;

/** Seconds from seconds and microseconds: `tv2secs(1, 500000)` is 1.5. */
export function tv2secs(seconds: number, microseconds: number): number {
  return seconds + microseconds / perSecond;
}

/** Whole seconds and microseconds, 0 to 999,999 of them, nearest to these seconds. */
export function secs2tv(seconds: number): [seconds: number, microseconds: number] {
  const whole = Math.floor(seconds);
  const microseconds = Math.round((seconds - whole) * perSecond);
  return microseconds === perSecond ? [whole + 1, 0] : [whole, microseconds];
}
