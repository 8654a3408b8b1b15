// Handing bytes to an instance of the core, and reading its answers, which lie in its memory.
import { CaptureError, outOfMemory } from "../base/capture-error.js";
import type { CoreMemory } from "./core.js";
import { readDescription } from "./description.js";

/** The memory of a module, with the buffer that one of its objects has for what was read again. */
export class CoreBuffer {
  readonly #core: CoreMemory;
  readonly #self: { buffer(size: number): number };

  constructor(core: CoreMemory, self: { buffer(size: number): number }) {
    this.#core = core;
    this.#self = self;
  }

  /** All memory; stale after any call that may make it grow. */
  get memory(): Uint8Array<ArrayBuffer> {
    return this.#core.HEAPU8;
  }

  /** Puts pieces one behind another into the buffer; returns their size. Throws `out_of_memory`. */
  fill(pieces: readonly Uint8Array[]): number {
    const size = pieces.reduce((sum, { length }) => sum + length, 0);
    const begin = this.#self.buffer(size);
    if (size === 0) return 0; // no bytes may have no address
    let at = requireAddress(begin);
    for (const piece of pieces) {
      this.#core.HEAPU8.set(piece, at);
      at += piece.length;
    }
    return size;
  }

  /** What is described at an address that was just asked for. Throws `out_of_memory`. */
  read(address: number): unknown {
    return readDescription(this.#core.HEAPU8, requireAddress(address));
  }
}

/** An address; throws `out_of_memory` where it is 0, and `limit_reached` where it is -1. */
export function requireAddress(address: number): number {
  if (address === 0) throw outOfMemory();
  if (address < 0) throw tooLong();
  return address;
}

// Description::kLimit in cpp/describe/description.h.
function tooLong(): CaptureError {
  const message = "What the core has to say is longer than the 64 MiB that it says at once.";
  return new CaptureError("limit_reached", message);
}
