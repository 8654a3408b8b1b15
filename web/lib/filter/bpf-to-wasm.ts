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

  #instruction(each: BpfInstruction, i: number): void {
    switch (each.code & 7) {
      case bpf.LD:
      case bpf.LDX:
        this.#load(each, i);
        break;
      case bpf.ALU:
        this.#calculate(each);
        break;
      case bpf.JMP:
        this.#jump(each, i);
        break;
      default:
        this.#put(...moved(each));
    }
  }

  #load({ code, k }: BpfInstruction, i: number): void {
    const mode = code & 0xe0;
    const into = set((code & 7) === bpf.LDX ? X : A);
    const length = lengthNeeded({ code, k });
    if (length > 0) this.#require(length, i);
    if (mode === bpf.IND) {
      // X is small enough then: sums do not wrap.
      this.#put(...get(X), ...get(CAPTURED), ...number(length), op.sub, op.gtU);
      this.#rejectIf();
    }
    this.#put(...loaded(code, k), ...into);
  }

  /** Goes on where the packet has that many bytes, which is known behind it. */
  #require(length: number, i: number): void {
    if (length <= at(this.#known, i)) return;
    if (length > 0xffffffff) this.#put(...number(1));
    else this.#put(...get(CAPTURED), ...number(length), op.ltU);
    this.#rejectIf();
  }

  #rejectIf(): void {
    this.#put(op.brIf, ...unsigned(this.#open + (this.#hasLoop ? 1 : 0)));
  }

  #calculate({ code, k }: BpfInstruction): void {
    if ((code & 0xf0) === 0x80) {
      this.#put(...number(0), ...get(A), op.sub, ...set(A));
      return;
    }
    const other = code & bpf.X ? get(X) : number(k);
    const operation = at(operations, (code & 0xf0) >> 4);
    if ((operation === op.divU || operation === op.remU) && code & bpf.X) {
      this.#put(...get(X), op.eqz);
      this.#rejectIf();
    }
    this.#put(...get(A), ...other, operation);
    // WebAssembly takes shifts modulo 32.
    if (operation === op.shl || operation === op.shrU) {
      this.#put(...number(0), ...other, ...number(32), op.ltU, op.select);
    }
    this.#put(...set(A));
  }

  #jump(each: BpfInstruction, i: number): void {
    const { code, k } = each;
    const [one = 0, other = one] = successors(each, i);
    if (one <= i) {
      this.#jumpBack(one, i);
      return;
    }
    if (one === other) {
      this.#goTo(one, i);
      return;
    }
    this.#put(...get(A), ...(code & bpf.X ? get(X) : number(k)));
    const [holds, fails] = at(conditions, (code & 0xf0) >> 4);
    // One of both is mostly the next instruction.
    if (one === i + 1) {
      this.#put(...fails, op.brIf, ...this.#depth(other));
      return;
    }
    this.#put(...holds, op.brIf, ...this.#depth(one));
    this.#goTo(other, i);
  }

  #goTo(target: number, i: number): void {
    if (target !== i + 1) this.#put(op.br, ...this.#depth(target));
  }

  /** How many blocks are left to be where the part of that target begins. */
  #depth(target: number): number[] {
    return unsigned(this.#parts.indexOf(target) - this.#part - 1);
  }

  #jumpBack(target: number, i: number): void {
    this.#put(...get(BACKWARD), ...number(i + 1 - target), op.add, op.tee, BACKWARD);
    this.#put(...number(MOST_BACKWARD), op.gtU);
    this.#rejectIf();
    this.#put(...number(this.#parts.indexOf(target)), ...set(TARGET));
    this.#put(op.br, ...unsigned(this.#open));
  }
}

/** What is neither loaded, calculated nor jumped. */
function moved({ code, k }: BpfInstruction): number[] {
  switch (code & 7) {
    case bpf.ST:
      return [...get(A), ...set(MEMORY + k)];
    case bpf.STX:
      return [...get(X), ...set(MEMORY + k)];
    case bpf.RET:
      return [...((code & 0x18) === 0x10 ? get(A) : number(k)), op.return];
    default:
      return code & 0x80 ? [...get(X), ...set(A)] : [...get(A), ...set(X)];
  }
}

/** What a load gives, where the packet is long enough for it. */
function loaded(code: number, k: number): number[] {
  switch (code & 0xe0) {
    case bpf.IMM:
      return number(k);
    case bpf.MEM:
      return get(MEMORY + k);
    case bpf.LEN:
      return get(ORIGINAL);
    case bpf.MSH:
      return [...get(PACKET), ...bigEndian(1, k), ...number(15), op.and, ...number(2), op.shl];
    case bpf.IND:
      return [...get(PACKET), ...get(X), op.add, ...bigEndian(sizeOf(code), k)];
    default:
      return [...get(PACKET), ...bigEndian(sizeOf(code), k)];
  }
}

function sizeOf(code: number): 1 | 2 | 4 {
  if ((code & 0x18) === bpf.W) return 4;
  return (code & 0x18) === bpf.H ? 2 : 1;
}

/** By the operation in a code. */
const operations = [
  ...[op.add, op.sub, op.mul, op.divU, op.or, op.and],
  ...[op.shl, op.shrU, op.sub, op.remU, op.xor],
];

/** By the condition in a code: what gives whether it holds, and whether not. */
const conditions: readonly (readonly [holds: number[], fails: number[]])[] = [
  [[], []],
  [[op.eq], [op.ne]],
  [[op.gtU], [op.gtU, op.eqz]],
  [[op.geU], [op.ltU]],
  [[op.and], [op.and, op.eqz]],
];

/** Loads what WebAssembly takes in the other byte order, from so far behind the address. */
function bigEndian(size: 1 | 2 | 4, offset: number): number[] {
  if (size === 1) return [op.load8, 0, ...unsigned(offset)];
  const load = [size === 2 ? op.load16 : op.load, 0, ...unsigned(offset), op.tee, T];
  if (size === 2) {
    const high = [...get(T), ...number(8), op.shrU];
    return [...load, ...number(8), op.shl, ...number(0xff00), op.and, ...high, op.or];
  }
  const even = [...number(8), op.rotl, ...number(0x00ff00ff), op.and];
  const odd = [...get(T), ...number(8), op.rotr, ...number(0xff00ff00), op.and];
  return [...load, ...even, ...odd, op.or];
}

/** How many bytes the packet has for certain where each instruction begins: programs without loops. */
function knownLengths(program: readonly BpfInstruction[]): number[] {
  const known = program.map((_, i) => (i === 0 ? 0 : Number.POSITIVE_INFINITY));
  for (const [i, each] of program.entries()) {
    const behind = Math.max(at(known, i), lengthNeeded(each));
    for (const to of successors(each, i)) known[to] = Math.min(at(known, to), behind);
  }
  return known;
}

/** How many bytes a packet has behind a load. */
function lengthNeeded({ code, k }: Pick<BpfInstruction, "code" | "k">): number {
  const mode = code & 0xe0;
  if ((code & 7) > bpf.LDX || (mode !== bpf.ABS && mode !== bpf.IND && mode !== bpf.MSH)) return 0;
  return mode === bpf.MSH ? k + 1 : k + sizeOf(code);
}

/** The code of `runAll(rows, count, wanted)`: variables 3 and 4 are the end of the rows, and the sum. */
function loopOverRows(): number[] {
  const [rows, count, wanted, end, sum] = [0, 1, 2, 3, 4];
  const word = (offset: number) => [...get(rows), op.load, 2, offset];
  const advance = (variable: number, by: number) => [
    ...[...get(variable), ...number(by), op.add],
    ...set(variable),
  ];
  return [
    ...[...get(rows), ...get(count), ...number(12), op.mul, op.add, ...set(end)],
    ...[op.block, NO_VALUE, op.loop, NO_VALUE],
    ...[...get(rows), ...get(end), op.eq, op.brIf, 1],
    ...[...get(wanted), ...word(0), ...word(4), ...word(8), op.call, 0],
    ...[...number(0), op.ne, op.tee, count, op.store8, 0, 0],
    ...[...get(sum), ...get(count), op.add, ...set(sum)],
    ...[...advance(rows, 12), ...advance(wanted, 1), op.br, 0, op.end, op.end],
    ...get(sum),
  ];
}
