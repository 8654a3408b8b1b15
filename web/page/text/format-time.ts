// Times as text, from bigint nanoseconds since 1970 UTC: exact, never through a float.

/** How the packet list shows time: the date and time in UTC, or seconds since the first packet. */
export type TimeStyle = "utc" | "relative";

const nanosecondsPerSecond = 1_000_000_000n;

/** `2023-11-14 22:13:20.123456789`, in UTC. */
export function formatUtc(timestamp: bigint): string {
  const { seconds, fraction } = split(timestamp);
  // Seconds of a 64-bit nanosecond time are below 2^34: a number holds them exactly.
  const date = new Date(Number(seconds) * 1000).toISOString();
  return `${date.slice(0, 10)} ${date.slice(11, 19)}.${nineDigits(fraction)}`;
}

/** Seconds from `origin` to `timestamp`: `0.000000000`, `-1.500000000`. */
export function formatSeconds(timestamp: bigint, origin: bigint): string {
  const elapsed = timestamp - origin;
  const magnitude = elapsed < 0n ? -elapsed : elapsed;
  const { seconds, fraction } = split(magnitude);
  return `${elapsed < 0n ? "-" : ""}${seconds}.${nineDigits(fraction)}`;
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

function pair(value: bigint): string {
  return String(value).padStart(2, "0");
}
