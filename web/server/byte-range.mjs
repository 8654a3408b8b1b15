// One byte range of a request, RFC 9110 section 14.

/**
 * What a Range header asks of `size` bytes: `{start, end}` (end is included), `undefined` when the
 * whole is to be sent (no header, another unit, several ranges), "unsatisfiable" when it asks for
 * bytes that are not there or is malformed.
 */
export function byteRange(header, size) {
  if (!header?.startsWith("bytes=") || header.includes(",")) return undefined;
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (first === undefined || (first === "" && last === "")) return "unsatisfiable";
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? "unsatisfiable" : { start, end };
}
