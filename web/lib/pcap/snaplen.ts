// How many bytes of a packet are kept.

const all = 65535;
const most = 262144;

/** @internal Bytes; 0 stands for 65535, as libpcap's bindings have it. Throws a RangeError. */
export function requireSnaplen(snaplen: number): number {
  if (Number.isInteger(snaplen) && snaplen >= 0 && snaplen <= most) return snaplen || all;
  throw new RangeError(`snaplen must be an integer from 0 to ${most}`);
}
