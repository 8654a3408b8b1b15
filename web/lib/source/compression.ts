// How a source is compressed: recognised by its first bytes, never by its name.

/** A compression that captures come in. */
export type Compression = "gzip" | "zstd" | "lz4" | "xz" | "bzip2";

const MAGICS = new Map<number, Compression>([
  [0xfd2fb528, "zstd"],
  [0x184d2204, "lz4"],
  [0x587a37fd, "xz"],
]);

/** @internal The compression that starts so; undefined where none does. */
export function namedCompression(start: Uint8Array): Compression | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b && start[2] === 8) return "gzip";
  if (start[0] === 0x42 && start[1] === 0x5a && start[2] === 0x68) return "bzip2";
  return start.length < 4 ? undefined : MAGICS.get(uint32(start, 0));
}

/** @internal Bytes of a frame that zstd and lz4 say to skip; undefined where it is none. */
export function skippableSize(start: Uint8Array): number | undefined {
  if (start.length < 8 || (uint32(start, 0) & ~0xf) >>> 0 !== 0x184d2a50) return undefined;
  return 8 + uint32(start, 4);
}

/** @internal A little-endian number. */
export function uint32(bytes: Uint8Array, at: number): number {
  // What is not there counts as zeros.
  const byte = (i: number) => bytes[at + i] ?? 0;
  return (byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)) >>> 0;
}
