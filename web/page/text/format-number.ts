// Counts and sizes as text.

const grouped = new Intl.NumberFormat("en");
const units = ["kB", "MB", "GB", "TB", "PB"];

/** `10,000,000`: exact for numbers below 2^53 and for every bigint. */
export function formatCount(count: number | bigint): string {
  return grouped.format(count);
}

/** `1 packet`, `2 packets`. */
export function formatQuantity(count: number, one: string): string {
  return `${formatCount(count)} ${one}${count === 1 ? "" : "s"}`;
}

/** A size to read at a glance, with three digits: `999 B`, `1.02 kB`, `160 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return `${size.toFixed(digits)} ${units[unit]}`;
}
