// The intervals of time that packets are counted by, in nanoseconds. No DOM.

const MICROSECOND = 1000n;
const MILLISECOND = 1000n * MICROSECOND;
const SECOND = 1000n * MILLISECOND;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** What can be chosen; `auto` follows the span of the packets and the width of the plot. */
export const intervals = [
  { name: "auto", label: "Automatic", length: undefined },
  { name: "1ms", label: "1 ms", length: MILLISECOND },
  { name: "10ms", label: "10 ms", length: 10n * MILLISECOND },
  { name: "100ms", label: "100 ms", length: 100n * MILLISECOND },
  { name: "1s", label: "1 s", length: SECOND },
  { name: "10s", label: "10 s", length: 10n * SECOND },
  { name: "1min", label: "1 min", length: MINUTE },
  { name: "10min", label: "10 min", length: 10n * MINUTE },
  { name: "1h", label: "1 h", length: HOUR },
] as const;

/** The name of one. */
export type IntervalName = (typeof intervals)[number]["name"];

/** The length of a chosen interval; undefined: automatic. */
export function lengthOf(name: IntervalName): bigint | undefined {
  return intervals.find((each) => each.name === name)?.length;
}

const units = [
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "min"],
  [SECOND, "s"],
  [MILLISECOND, "ms"],
  [MICROSECOND, "µs"],
] as const;

/** `20 ms`, `1 h`. */
export function formatInterval(length: bigint): string {
  const [unit, name] = units.find(([each]) => length % each === 0n) ?? [1n, "ns"];
  return `${length / unit} ${name}`;
}

// Each is at most three times the one before.
const steps = [
  ...[MICROSECOND, MILLISECOND].flatMap((unit) =>
    [1n, 10n, 100n].flatMap((power) => [1n, 2n, 5n].map((digit) => digit * power * unit)),
  ),
  ...[SECOND, MINUTE].flatMap((unit) => [1n, 2n, 5n, 10n, 20n, 30n].map((each) => each * unit)),
  ...[1n, 2n, 6n, 12n].map((each) => each * HOUR),
  ...[1n, 2n, 5n, 10n, 20n, 50n, 100n, 200n, 500n].map((each) => each * DAY),
];

/** The shortest interval of which no more than `pixels` fill the span: each gets one to three. */
export function automaticInterval(span: bigint, pixels: number): bigint {
  const most = BigInt(Math.max(1, Math.floor(pixels)));
  return steps.find((each) => span < each * most) ?? 500n * DAY;
}

const longer = [...intervals.flatMap(({ length }) => length ?? []), DAY, 10n * DAY, 1000n * DAY];

/** The next longer interval that is made of whole ones of this length. */
export function longerInterval(length: bigint): bigint {
  return longer.find((each) => each > length && each % length === 0n) ?? 10n * length;
}
