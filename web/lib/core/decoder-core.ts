// What undoes content codings for a module that dissects. That has another memory: bodies are copied
// over, and what comes of them back.
import type { CoreMemory, DissectModule, ForeignDecoder } from "./core.js";
import { CoreBuffer } from "./core-buffer.js";
import { isUsable } from "./core-guard.js";
import type { CoreDecodings, DecodeModule, LoadDecode } from "./decode-module.js";

/** Answers what a module asks of its `decoder`. */
export class DecoderCore implements ForeignDecoder {
  readonly #asking: CoreMemory;
  readonly #module: DecodeModule;
  readonly #self: CoreDecodings;
  readonly #buffer: CoreBuffer;
  #size = 0;

  /** `asking` is the instance that dissects; addresses are in its memory. */
  constructor(asking: CoreMemory, module: DecodeModule) {
    this.#asking = asking;
    this.#module = module;
    this.#self = new module.Decodings();
    this.#buffer = new CoreBuffer(module, this.#self);
  }

  /** False once it has failed. */
  get isUsable(): boolean {
    return isUsable(this.#module);
  }

  decode(coding: number, bytes: number, size: number, limit: number): number {
    this.#buffer.fill([this.#asking.HEAPU8.subarray(bytes, bytes + size)]);
    this.#size = this.#self.decode(coding, size, limit);
    return this.#size;
  }

  take(bytes: number): number {
    const from = this.#self.decoded();
    this.#asking.HEAPU8.set(this.#module.HEAPU8.subarray(from, from + this.#size), bytes);
    return this.#self.end();
  }
}

/** Gives an instance what it needs to decode bodies, unless it has that. Rejects as loading does. */
export async function giveDecoder(core: DissectModule, load: LoadDecode): Promise<void> {
  if (hasDecoder(core)) return;
  const module = await load();
  if (!hasDecoder(core)) core.decoder = new DecoderCore(core, module);
}

function hasDecoder({ decoder }: DissectModule): boolean {
  return decoder instanceof DecoderCore && decoder.isUsable;
}
