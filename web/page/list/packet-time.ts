// The time of a packet as its row shows it. No DOM.

import { digitsOf, formatLocal, formatSeconds, formatUtc } from "../text/format-time.js";
import type { TimeStyle } from "./time-style.js";
import type { TimedRow } from "./timed-rows.js";

/** The packet that times are counted from. */
export interface TimeReference {
  readonly index: number;
  readonly timestamp: bigint;
}

/** How all rows show their times. */
export interface TimeDisplay {
  readonly style: TimeStyle;
  /** Time of the first packet that has one. */
  readonly first: bigint;
  readonly reference: TimeReference | undefined;
  /** By their interfaces: ticks of a second. */
  readonly interfaces: readonly Clock[];
  /** Digits behind the point of the finest of them. */
  readonly mostDigits: number;
}

/** How fine the times of an interface are. */
export interface Clock {
  readonly ticksPerSecond: number;
}

export interface PacketTime {
  /** Where it is another than that of the row before, and times of day are shown. */
  readonly date?: string;
  readonly time: string;
  /** All of it, with its date. */
  readonly title: string;
}

/** What a row shows as its time. */
export function timeOf(row: TimedRow, display: TimeDisplay): PacketTime {
  const { timestamp } = row;
  if (timestamp === undefined) return plain("no time");
  const digits = digitsAt(row.interfaceId, display);
  const { style, first, reference } = display;
  const since = (origin: bigint | undefined) =>
    plain(formatSeconds(timestamp, origin ?? timestamp, digits));
  switch (style) {
    case "utc":
      return timeOfDay(row, timestamp, digits, formatUtc);
    case "local":
      return timeOfDay(row, timestamp, digits, formatLocal);
    case "first":
      return since(first);
    case "previous":
      return since(row.previous);
    case "shown":
      return since(row.previousShown);
    case "reference":
      return reference?.index === row.number - 1
        ? plain("*REF*")
        : since(reference?.timestamp ?? first);
    case "epoch":
      return since(0n);
  }
}

/** The date of a row, for the heading; undefined where times of day are not shown. */
export function dateOf(row: TimedRow | undefined, { style }: TimeDisplay): string | undefined {
  if (row?.timestamp === undefined) return undefined;
  if (style === "utc") return dateIn(formatUtc(row.timestamp));
  return style === "local" ? dateIn(formatLocal(row.timestamp)) : undefined;
}

/** Characters that times need, without and with a date. */
export function timeWidths({ style, mostDigits }: TimeDisplay): {
  readonly time: number;
  readonly date: number;
} {
  const isOfDay = style === "utc" || style === "local";
  // Seconds: a day has five digits of them, those since 1970 ten.
  const whole = isOfDay ? 8 : style === "epoch" ? 10 : 6;
  return { time: whole + (mostDigits > 0 ? mostDigits + 1 : 0), date: isOfDay ? 12 : 0 };
}

/** Digits behind the point of the finest clock. */
export function mostDigitsOf(interfaces: readonly Clock[]): number {
  return interfaces.reduce(
    (most, { ticksPerSecond }) => Math.max(most, digitsOf(ticksPerSecond)),
    0,
  );
}

function digitsAt(interfaceId: number, { interfaces }: TimeDisplay): number {
  return digitsOf(interfaces[interfaceId]?.ticksPerSecond ?? 1e9);
}

function timeOfDay(
  { previousShown }: TimedRow,
  timestamp: bigint,
  digits: number,
  format: (timestamp: bigint, digits?: number) => string,
): PacketTime {
  const title = format(timestamp, digits);
  const date = dateIn(title);
  const time = title.slice(date.length + 1);
  const isSame = previousShown !== undefined && dateIn(format(previousShown)) === date;
  return isSame ? { time, title } : { date, time, title };
}

function dateIn(text: string): string {
  return text.slice(0, text.indexOf(" "));
}

function plain(time: string): PacketTime {
  return { time, title: time };
}
