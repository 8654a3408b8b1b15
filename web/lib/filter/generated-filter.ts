// A program as WebAssembly, with memory of its own for the packets that it looks at.
import type { BpfInstruction } from "./bpf-instruction.js";
import type { GeneratedCode } from "./generate.js";

/** Bytes of a page of memory. */
const PAGE = 65536;

/** Runs a program over one packet at a time. */
export class GeneratedFilter {
  readonly #memory: WebAssembly.Memory;
  readonly #code: GeneratedCode;

  private constructor(memory: WebAssembly.Memory, code: GeneratedCode) {
    this.#memory = memory;
    this.#code = code;
  }

  /** As `generate` in generate.ts. */
  static async of(program: readonly BpfInstruction[]): Promise<GeneratedFilter | undefined> {
    const { generate } = await import("./load-bpf.js");
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
