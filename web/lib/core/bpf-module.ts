// The module bpf (cpp/wasm/bpf_bindings.cpp) as TypeScript sees it.
import type { CoreMemory } from "./core.js";

/** One instance of it. */
export interface BpfModule extends CoreMemory {
  readonly CaptureFilter: new (
    linkType: number,
    snaplen: number,
    netmask: number,
    optimize: boolean,
  ) => CoreCaptureFilter;
}

/** The class CaptureFilter of bpf_bindings.cpp. */
export interface CoreCaptureFilter {
  /** Address of memory for the text, or for the bytes of a packet; 0 when there is none. May grow memory. */
  buffer(size: number): number;
  /** Compiles the text in the buffer; false: `text` is the reason. */
  compile(size: number): boolean;
  /** Takes the instructions in the buffer, eight bytes each, as the program. */
  load(count: number): void;
  /** Address of the instructions, eight bytes each. */
  instructions(): number;
  instructionCount(): number;
  /** Puts into `text` what tcpdump prints with -d (1), -dd (2) or -ddd (3). */
  print(form: number): void;
  /** Makes the program run; false: `text` is the reason. */
  start(): boolean;
  /** How many bytes of the packet in the buffer are wanted. Only after `start`. */
  run(size: number, originalLength: number): number;
  /** Address of a text. */
  text(): number;
  /** Its bytes. */
  textSize(): number;
  /** Frees it. */
  delete(): void;
}
