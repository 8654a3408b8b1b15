// What the package says of packets in the form of `packetglass print --json`.

/** A packet as the binary prints it, of what `rows()` and `layers()` gave. */
export function asPrinted(row, { source, destination, protocol, info, layers }) {
  return {
    number: row.number,
    ...(row.timestamp !== undefined && { timestamp: isoTime(row.timestamp) }),
    captured_length: row.capturedLength,
    original_length: row.originalLength,
    ...{ source, destination, protocol, info },
    layers: layers.map(fieldAsPrinted),
  };
}

function fieldAsPrinted(field) {
  const { name, text, offset, length, source, mask, generated, fields } = field;
  return {
    name,
    ...("value" in field && { value: valueAsPrinted(field) }),
    text,
    ...(!generated && { offset, length }),
    ...(source !== 0 && { source }),
    ...(mask !== undefined && { mask: Number(mask) }),
    ...(fields.length > 0 && { fields: fields.map(fieldAsPrinted) }),
  };
}

// The binary prints bytes and times as text, and a reader of JSON rounds.
function valueAsPrinted({ value, text }) {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (typeof value !== "bigint") return value;
  if (value === 0n && text.endsWith(": NULL")) return "NULL"; // a time of NTP that was not set
  const texts = [isoTime(value), seconds(value)];
  return texts.find((each) => text.includes(each)) ?? Number(value);
}

/** "2025-01-01T00:00:00.123456789Z" */
export function isoTime(nanoseconds) {
  const inSecond = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const whole = new Date(Number((nanoseconds - inSecond) / 1_000_000n)).toISOString();
  return `${whole.slice(0, -5)}.${String(inSecond).padStart(9, "0")}Z`;
}

function seconds(nanoseconds) {
  const sign = nanoseconds < 0n ? "-" : "";
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return `${sign}${size / 1_000_000_000n}.${String(size % 1_000_000_000n).padStart(9, "0")}`;
}
