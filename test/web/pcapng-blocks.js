// Blocks of pcapng made byte by byte, for tests: those of test/captures, and more of them.
import { Blocks } from "../captures/pcapng.mjs";

export const makers = { little: new Blocks(false), big: new Blocks(true) };

/** A list of options that may have a code more than once: pairs of code and bytes or text. */
export function options(make, ...pairs) {
  const all = pairs.map(([code, value]) => make.option(code, value));
  return Buffer.concat([...all, make.u32(0)]);
}

/** A section with one interface and these blocks behind it. */
export function capture(make, ...blocks) {
  return Buffer.concat([make.section(), make.interface(), ...blocks]);
}

/** An Enhanced Packet Block with a list of options. */
export function enhanced(make, bytes, list, { ticks = 1n, interfaceId = 0 } = {}) {
  const words = [interfaceId, Number(ticks >> 32n), Number(ticks & 0xffffffffn)];
  const lengths = [bytes.length, bytes.length];
  const padding = Buffer.alloc(-bytes.length & 3);
  return make.block(6, [...[...words, ...lengths].map(make.u32), bytes, padding, list]);
}
