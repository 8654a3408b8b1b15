// Bytes as lines of hex and ASCII, sixteen to a line.

export const bytesPerLine = 16;

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** How many lines `length` bytes take. */
export function lineCount(length: number): number {
  return Math.ceil(length / bytesPerLine);
}

/** Offset of a line's first byte, at least four digits, as many as the last line needs. */
export function offsetOf(line: number, length: number): string {
  const digits = Math.max(4, Math.max(0, length - 1).toString(16).length);
  return (line * bytesPerLine).toString(16).padStart(digits, "0");
}

/** The bytes of a line in two groups of eight: `00 01 … 07  08 … 0f`. */
export function hexOf(bytes: Uint8Array, line: number): string {
  const pairs = Array.from(lineOf(bytes, line), (byte) => hexPairs[byte]);
  const halves = [pairs.slice(0, 8).join(" "), pairs.slice(8).join(" ")];
  return halves.join("  ").padEnd(bytesPerLine * 3);
}

/** The bytes of a line as printable ASCII, a dot for every other byte. */
export function asciiOf(bytes: Uint8Array, line: number): string {
  return Array.from(lineOf(bytes, line), printable).join("");
}

/** All bytes as one run of hex digits, as other tools take it in. */
export function hexStream(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => hexPairs[byte]).join("");
}

function lineOf(bytes: Uint8Array, line: number): Uint8Array {
  return bytes.subarray(line * bytesPerLine, (line + 1) * bytesPerLine);
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
}
