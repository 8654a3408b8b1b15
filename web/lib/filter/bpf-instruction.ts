// Instructions of classic BPF: cpp/filter/bpf/instruction.h.

/** An instruction of a capture filter's program. */
export interface BpfInstruction {
  /** What is done. */
  readonly code: number;
  /** Instructions to skip where the condition holds. */
  readonly jt: number;
  /** The same where it does not hold. */
  readonly jf: number;
  /** The operand: an offset, a number to compare with, or how far to jump. */
  readonly k: number;
}

/** Parts of a code. */
export const bpf = {
  LD: 0,
  LDX: 1,
  ST: 2,
  STX: 3,
  ALU: 4,
  JMP: 5,
  RET: 6,
  MISC: 7,
  W: 0x00,
  H: 0x08,
  B: 0x10,
  IMM: 0x00,
  ABS: 0x20,
  IND: 0x40,
  MEM: 0x60,
  LEN: 0x80,
  MSH: 0xa0,
  X: 0x08,
  JA: 0x00,
} as const;

/** Where an instruction may go on; nothing behind a return. */
export function successors({ code, jt, jf, k }: BpfInstruction, i: number): number[] {
  const next = i + 1;
  if ((code & 7) === bpf.RET) return [];
  if ((code & 7) !== bpf.JMP) return [next];
  // Backwards k is negative.
  if ((code & 0xf0) === bpf.JA) return [next + (k | 0)];
  return [next + jt, next + jf];
}
