// Times as text, from bigint nanoseconds since 1970 UTC: exact, never through a float.

const nanosecondsPerSecond = 1_000_000_000n;

/** `2023-11-14 22:13:20.123456789`, in UTC; with fewer digits the time is cut, not rounded. */
export function formatUtc(timestamp: bigint, digits = 9): string {
  const { seconds, fraction } = split(timestamp);
  // Seconds of a 64-bit nanosecond time are below 2^34: a number holds them exactly.
  const date = new Date(Number(seconds) * 1000).toISOString();
  return `${date.slice(0, 10)} ${date.slice(11, 19)}${fractionText(fraction, digits)}`;
}

/** The same in the time zone of this machine. */
export function formatLocal(timestamp: bigint, digits = 9): string {
  const { seconds, fraction } = split(timestamp);
  const at = new Date(Number(seconds) * 1000);
  const date = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(pair).join("-");
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(pair).join(":");
  return `${date} ${clock}${fractionText(fraction, digits)}`;
}

/** Seconds from `origin` to `timestamp`: `0.000000000`, `-1.500000000`. */
export function formatSeconds(timestamp: bigint, origin: bigint, digits = 9): string {
  const elapsed = timestamp - origin;
  const magnitude = elapsed < 0n ? -elapsed : elapsed;
  const { seconds, fraction } = split(magnitude);
  return `${elapsed < 0n ? "-" : ""}${seconds}${fractionText(fraction, digits)}`;
}

/** Digits behind the point that tell all ticks of a clock apart, at most nine. */
export function digitsOf(ticksPerSecond: number): number {
  // Powers of ten as numbers: logarithms of them are not exact.
  let digits = 0;
  for (let power = 1; power < ticksPerSecond && digits < 9; power *= 10) digits += 1;
  return digits;
}

/** A length of time: `12.345000000 s`, `1:02:03.000000000`, `2 d 00:00:01.000000000`. */
export function formatDuration(elapsed: bigint): string {
  const { seconds, fraction } = split(elapsed);
  if (seconds < 60n) return `${seconds}.${nineDigits(fraction)} s`;
  const days = seconds / 86_400n;
  const hours = (seconds / 3600n) % 24n;
  const clock = `${pair((seconds / 60n) % 60n)}:${pair(seconds % 60n)}.${nineDigits(fraction)}`;
  if (days > 0n) return `${days} d ${pair(hours)}:${clock}`;
  return hours > 0n ? `${hours}:${clock}` : clock;
}

/** Whole seconds rounded down, so that the fraction is never negative, also before 1970. */
function split(time: bigint): { seconds: bigint; fraction: bigint } {
  const fraction = ((time % nanosecondsPerSecond) + nanosecondsPerSecond) % nanosecondsPerSecond;
  return { seconds: (time - fraction) / nanosecondsPerSecond, fraction };
}

function nineDigits(fraction: bigint): string {
  return String(fraction).padStart(9, "0");
}

function fractionText(fraction: bigint, digits: number): string {
  return digits === 0 ? "" : `.${nineDigits(fraction).slice(0, digits)}`;
}

function pair(value: bigint | number): string {
  return String(value).padStart(2, "0");
}
