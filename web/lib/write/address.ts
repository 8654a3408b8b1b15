// Addresses written as text, as bytes: RFC 4291, section 2.2, for those of IPv6.

/** The bytes of an IPv4 or IPv6 address; throws a TypeError or RangeError that names it. */
export function addressBytes(name: string, text: string): Uint8Array {
  if (typeof text !== "string") throw new TypeError(`${name} must be a string`);
  const bytes = text.includes(":") ? ipv6(text) : ipv4(text);
  if (bytes === undefined) throw new RangeError(`${name} must be an IP address, not ${text}`);
  return Uint8Array.from(bytes);
}

/** The bytes of a hardware address such as `"02:00:00:00:00:01"`. */
export function hardwareBytes(name: string, text: string, length: number): Uint8Array {
  if (typeof text !== "string") throw new TypeError(`${name} must be a string`);
  const parts = text.split(/[:-]/);
  if (parts.length === length && parts.every((part) => /^[0-9a-f]{2}$/i.test(part))) {
    return Uint8Array.from(parts, (part) => Number.parseInt(part, 16));
  }
  throw new RangeError(`${name} must be ${length} bytes in hexadecimal, not ${text}`);
}

function ipv4(text: string): number[] | undefined {
  const parts = text.split(".");
  const isRight = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part));
  const bytes = parts.map(Number);
  return isRight && bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function ipv6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [front, back] = halves.map(groups);
  if (front === undefined || (halves.length === 2 && back === undefined)) return undefined;
  const missing = 16 - front.length - (back?.length ?? 0);
  if (halves.length === 1) return missing === 0 ? front : undefined;
  return missing < 2 ? undefined : [...front, ...new Array(missing).fill(0), ...(back ?? [])];
}

// The last group may be an IPv4 address.
function groups(half: string): number[] | undefined {
  if (half === "") return [];
  const parts = half.split(":");
  const bytes: number[] = [];
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1 && part.includes(".") ? ipv4(part) : undefined;
    if (last) bytes.push(...last);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 0xff);
    } else return undefined;
  }
  return bytes;
}
