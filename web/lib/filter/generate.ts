// A program of classic BPF made into WebAssembly.
import type { BpfInstruction } from "./bpf-instruction.js";
import { wasmOf } from "./bpf-to-wasm.js";

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
