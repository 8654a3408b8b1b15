// Random numbers that a seed decides: the same on every machine.

/** Marsaglia's xorshift of 32 bits, with what the mutations ask of it. */
export class Random {
  constructor(seed) {
    // Neighbouring seeds shall have nothing in common, and none may be 0.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
    for (let i = 0; i < 4; i++) this.u32();
  }

  u32() {
    let next = this.state;
    next ^= next << 13;
    next ^= next >>> 17;
    next ^= next << 5;
    this.state = next >>> 0;
    return this.state;
  }

  /** From 0 to limit - 1. */
  below(limit) {
    return Math.floor((this.u32() / 2 ** 32) * limit);
  }

  oneOf(list) {
    return list[this.below(list.length)];
  }
}
