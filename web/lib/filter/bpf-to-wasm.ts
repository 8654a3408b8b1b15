// A program of classic BPF as a WebAssembly module, which gives the same answers as the interpreter in
// cpp/filter/bpf/filter.cpp. The program has been verified there.
import { at } from "../base/at.js";
import { type BpfInstruction, bpf, successors } from "./bpf-instruction.js";
import {
  I32,
  NO_VALUE,
  named,
  op,
  PREAMBLE,
  section,
  signed,
  sized,
  unsigned,
  vector,
} from "./wasm-bytes.js";

/** Longer programs are left to the interpreter: their blocks would be nested too deeply. */
const MOST_INSTRUCTIONS = 4096;

/** `kMaxBackward` in cpp/filter/bpf/filter.h. */
const MOST_BACKWARD = 1 << 20;

// Parameters of the function, then its other variables.
const PACKET = 0;
const CAPTURED = 1;
const ORIGINAL = 2;
const A = 3;
const X = 4;
const T = 5;
const BACKWARD = 6; // instructions that were jumped back
const TARGET = 7; // number of the part to go on with
const MEMORY = 8;
const LOCALS = MEMORY + 16 - A;

const get = (variable: number) => [op.get, variable];
const set = (variable: number) => [op.set, variable];
const number = (value: number) => [op.const, ...signed(value)];

/**
 * The module: it imports `env.memory` and exports `run(packet, captured, original)`, how many bytes of
 * the packet at an address are wanted, and `runAll(rows, count, wanted)`, which does so for rows of
 * three words, stores for each packet a byte, 1 or 0, and returns how many packets are wanted.
 * Undefined for what is better interpreted.
 */
export function wasmOf(program: readonly BpfInstruction[]): Uint8Array<ArrayBuffer> | undefined {
  if (program.length > MOST_INSTRUCTIONS) return undefined;
  const parameters = vector([[I32], [I32], [I32]]);
  return Uint8Array.from([
    ...PREAMBLE,
    ...section(1, [[0x60, ...parameters, ...vector([[I32]])]]),
    ...section(2, [[...named("env"), ...named("memory"), 2, 0, 0]]),
    ...section(3, [[0], [0]]),
    ...section(7, [
      [...named("run"), 0, 0],
      [...named("runAll"), 0, 1],
    ]),
    ...section(10, [
      sized([...vector([[...unsigned(LOCALS), I32]]), ...new Code(program).all(), op.end]),
      sized([...vector([[2, I32]]), ...loopOverRows(), op.end]),
    ]),
  ]);
}

/** The code of a program, part by part: each begins where another jumps to. */
class Code {
  readonly #program: readonly BpfInstruction[];
  readonly #parts: readonly number[];
  readonly #hasLoop: boolean;
  readonly #known: number[];
  readonly #bytes: number[] = [];
  /** The part that is written. */
  #part = 0;

  constructor(program: readonly BpfInstruction[]) {
    this.#program = program;
    const jumps = program.flatMap((each, i) => successors(each, i).map((to) => ({ from: i, to })));
    const targets = jumps.filter(({ from, to }) => to !== from + 1).map(({ to }) => to);
    this.#parts = [...new Set([0, ...targets])].sort((one, other) => one - other);
    this.#hasLoop = jumps.some(({ from, to }) => to <= from);
    this.#known = this.#hasLoop ? program.map(() => 0) : knownLengths(program);
  }

  /**
   * A block around all ends with 0; in it a block for each part but the first, whose end is where the
   * part begins. Where there are jumps back, a loop around these goes on with any part.
   */
  all(): number[] {
    this.#put(op.block, NO_VALUE);
    if (this.#hasLoop) this.#put(op.loop, NO_VALUE);
    const nested = this.#hasLoop ? this.#parts.length : this.#parts.length - 1;
    for (let i = 0; i < nested; i++) this.#put(op.block, NO_VALUE);
    if (this.#hasLoop) {
      const depths = this.#parts.map((_, i) => unsigned(i));
      this.#put(...get(TARGET), op.brTable, ...vector(depths), 0, op.end);
    }
    for (const [i, each] of this.#program.entries()) {
      if (i > 0 && i === this.#parts[this.#part + 1]) {
        this.#put(op.end);
        this.#part++;
      }
      this.#instruction(each, i);
    }
    if (this.#hasLoop) this.#put(op.end);
    this.#put(op.end, ...number(0));
    return this.#bytes;
  }

  #put(...bytes: number[]): void {
    for (const byte of bytes) this.#bytes.push(byte);
  }

  /** Blocks of parts that are still to come. */
  get #open(): number {
    return this.#parts.length - 1 - this.#part;
  }

  #reject(): number[] {
    return [op.brIf, ...unsigned(this.#open + (this.#hasLoop ? 1 : 0))];
  }

  #instruction(each: BpfInstruction, i: number): void {
    const { code, k } = each;
    switch (code & 7) {
      case bpf.LD:
      case bpf.LDX:
        return this.#load(each, i);
      case bpf.ST:
        return this.#put(...get(A), ...set(MEMORY + k));
      case bpf.STX:
        return this.#put(...get(X), ...set(MEMORY + k));
      case bpf.ALU:
        return this.#calculate(each);
      case bpf.JMP:
        return this.#jump(each, i);
      case bpf.RET:
        return this.#put(...((code & 0x18) === 0x10 ? get(A) : number(k)), op.return);
      default:
        return this.#put(...(code & 0x80 ? [...get(X), ...set(A)] : [...get(A), ...set(X)]));
    }
  }

  #load({ code, k }: BpfInstruction, i: number): void {
    const into = set((code & 7) === bpf.LDX ? X : A);
    switch (code & 0xe0) {
      case bpf.IMM:
        return this.#put(...number(k), ...into);
      case bpf.MEM:
        return this.#put(...get(MEMORY + k), ...into);
      case bpf.LEN:
        return this.#put(...get(ORIGINAL), ...into);
      case bpf.MSH:
        this.#require(k + 1, i);
        this.#put(...get(PACKET), op.load8, 0, ...unsigned(k));
        return this.#put(...number(15), op.and, ...number(2), op.shl, ...into);
    }
    const size = (code & 0x18) === bpf.W ? 4 : (code & 0x18) === bpf.H ? 2 : 1;
    this.#require(k + size, i);
    this.#put(...get(PACKET));
    if ((code & 0xe0) === bpf.IND) {
      // X is small enough: sums do not wrap.
      this.#put(...get(X), ...get(CAPTURED), ...number(k + size), op.sub, op.gtU);
      this.#put(...this.#reject().slice(0, 0));
    }
    this.#put(...into);
  }
}
