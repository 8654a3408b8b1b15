// A program as WebAssembly, with memory of its own for the packets that it looks at.
import type { BpfInstruction } from "./bpf-instruction.js";
import type { GeneratedCode } from "./generate.js";

/** Bytes of a page of memory. */
const PAGE = 65536;

// Bytes of a row: where a packet is, its captured and its original length.
const ROW = 12;

/** Runs a program over packets. */
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
    this.#reserve(packet.length).set(packet);
    return this.#code.run(0, packet.length, originalLength) >>> 0;
  }

  /** As `CaptureFilter.matchesOf`; the answer is there until it is asked again. */
  runAll(bytes: Uint8Array, rows: Uint32Array): Uint8Array {
    const count = rows.byteLength / ROW;
    const rowsAt = Math.ceil(bytes.length / 4) * 4;
    const wantedAt = rowsAt + rows.byteLength;
    const memory = this.#reserve(wantedAt + count);
    memory.set(bytes);
    new Uint32Array(memory.buffer, rowsAt, rows.length).set(rows);
    this.#code.runAll(rowsAt, count, wantedAt);
    return memory.subarray(wantedAt, wantedAt + count);
  }

  #reserve(size: number): Uint8Array<ArrayBuffer> {
    const missing = size - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    return new Uint8Array(this.#memory.buffer);
  }
}
