// A program as WebAssembly, with memory of its own for the packets that it looks at.
import type { BpfInstruction } from "./bpf-instruction.js";
import { wasmOf } from "./bpf-to-wasm.js";

/** Bytes of a page of memory. */
const PAGE = 65536;

/** What the module exports. */
export interface GeneratedCode {
  /** How many bytes of the packet at an address are wanted. */
  run(packet: number, captured: number, original: number): number;
  /**
   * The same for many: rows of three words (address, captured and original length); a byte for each,
   * 1 or 0, goes to the address `wanted`. Returns how many are wanted.
   */
  runAll(rows: number, count: number, wanted: number): number;
}

/**
 * The program over packets in this memory. Resolves to undefined for what is better interpreted; rejects
 * where nothing may be compiled.
 */
export async function generate(
  program: readonly BpfInstruction[],
  memory: WebAssembly.Memory,
): Promise<GeneratedCode | undefined> {
  const bytes = wasmOf(program);
  if (bytes === undefined) return undefined;
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return instance.exports as unknown as GeneratedCode;
}

/** Runs a program over one packet at a time. */
export class GeneratedFilter {
  readonly #memory: WebAssembly.Memory;
  readonly #code: GeneratedCode;

  private constructor(memory: WebAssembly.Memory, code: GeneratedCode) {
    this.#memory = memory;
    this.#code = code;
  }

  /** As `generate`. */
  static async of(program: readonly BpfInstruction[]): Promise<GeneratedFilter | undefined> {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const code = await generate(program, memory);
    return code && new GeneratedFilter(memory, code);
  }

  run(packet: Uint8Array, originalLength: number): number {
    const missing = packet.length - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    new Uint8Array(this.#memory.buffer).set(packet);
    return this.#code.run(0, packet.length, originalLength) >>> 0;
  }
}
