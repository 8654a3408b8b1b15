// What is plotted of an interval. No DOM.

import { formatCount, formatQuantity } from "../text/format-number.js";
import type { Bin } from "./bins.js";

/** What can be chosen. */
export const units = [
  { name: "packets/s", label: "Packets/s" },
  { name: "bits/s", label: "Bits/s" },
  { name: "packets", label: "Packets" },
  { name: "bytes", label: "Bytes" },
] as const;

export type Unit = (typeof units)[number]["name"];

/** The value of an interval of this length, in nanoseconds; 0 where it has no packets. */
export function valueIn(bin: Bin | undefined, interval: bigint, unit: Unit): number {
  if (!bin) return 0;
  const seconds = Number(interval) / 1e9;
  switch (unit) {
    case "packets/s":
      return bin.packets / seconds;
    case "bits/s":
      return (8 * bin.bytes) / seconds;
    case "packets":
      return bin.packets;
    case "bytes":
      return bin.bytes;
  }
}

/** A value with its unit: `1,200 packets/s`. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === "packets") return formatQuantity(value, "packet");
  if (unit === "bytes") return formatQuantity(value, "byte");
  const rounded = value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return `${formatCount(rounded)} ${unit}`;
}

const prefixes = ["", "k", "M", "G", "T", "P"];

/** A value at an axis: `0`, `1.5k`, `20M`. */
export function formatTick(value: number): string {
  let power = 0;
  while (value >= 1000 && power < prefixes.length - 1) {
    value /= 1000;
    power += 1;
  }
  return `${Number(value.toPrecision(3))}${prefixes[power]}`;
}
