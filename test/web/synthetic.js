// Classic captures made byte by byte: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html
// Nothing here is shared with the core, so that a mistake there cannot hide here.

/** Magic numbers by the unit of the fraction of a second. */
export const magics = { usec: 0xa1b2c3d4, nsec: 0xa1b23c4d };

const nanosecondsPerTick = { usec: 1000n, nsec: 1n };

/** The 24 bytes of a file header. */
export function fileHeader({
  order = "little",
  unit = "usec",
  magic = magics[unit],
  version = [2, 4],
  thiszone = 0,
  sigfigs = 0,
  snaplen = 262144,
  linkType = 1,
} = {}) {
  const { bytes, view, little } = blank(24, order);
  view.setUint32(0, magic, little);
  view.setUint16(4, version[0], little);
  view.setUint16(6, version[1], little);
  view.setInt32(8, thiszone, little);
  view.setUint32(12, sigfigs, little);
  view.setUint32(16, snaplen, little);
  view.setUint32(20, linkType, little);
  return bytes;
}

/** A record header of 16 bytes and the packet's bytes; lengths may be made to lie. */
export function record(packet, order = "little") {
  const { seconds, fraction, payload } = packet;
  const { capturedLength = payload.length, originalLength = payload.length } = packet;
  const { bytes, view, little } = blank(16 + payload.length, order);
  view.setUint32(0, seconds, little);
  view.setUint32(4, fraction, little);
  view.setUint32(8, capturedLength, little);
  view.setUint32(12, originalLength, little);
  bytes.set(payload, 16);
  return bytes;
}

/** A whole capture of these packets. */
export function pcap(packets, header = {}) {
  return join([fileHeader(header), ...packets.map((packet) => record(packet, header.order))]);
}

/** `count` packets with lengths, times and bytes that all differ; every third is truncated. */
export function packets(count, { payloadLimit = 40 } = {}) {
  return Array.from({ length: count }, (_, i) => {
    const payload = Uint8Array.from({ length: (i * 7) % payloadLimit }, (_, at) => i * 31 + at);
    const missing = i % 3 === 2 ? 1 + (i % 1400) : 0;
    return {
      seconds: 1_700_000_000 + Math.floor(i / 10),
      fraction: (i * 7919) % 1_000_000,
      payload,
      originalLength: payload.length + missing,
    };
  });
}

/** What the columns of such a capture must hold, computed from the packets alone. */
export function expectedColumns(packets, { unit = "usec" } = {}) {
  let offset = 24;
  const rows = packets.map(({ seconds, fraction, payload, originalLength }) => {
    const start = offset + 16;
    offset = start + payload.length;
    const timestamp =
      BigInt(seconds) * 1_000_000_000n + BigInt(fraction) * nanosecondsPerTick[unit];
    return [timestamp, start, payload.length, originalLength ?? payload.length];
  });
  const column = (i) => rows.map((row) => row[i]);
  return {
    from: 0,
    to: packets.length,
    timestamp: BigInt64Array.from(column(0)),
    offset: Float64Array.from(column(1)),
    capturedLength: Uint32Array.from(column(2)),
    originalLength: Uint32Array.from(column(3)),
    interface: new Uint32Array(packets.length),
  };
}

/** These pieces one after another. */
export function join(pieces) {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function blank(size, order) {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), little: order === "little" };
}

/** A little-endian number of so many bytes. */
export function uint(value, size) {
  return Uint8Array.from({ length: size }, (_, i) => Math.floor(value / 2 ** (8 * i)) & 0xff);
}
