// xz and bzip2, which the module decompress decodes. It has the native program's own code for frames,
// padding and damage.

import { requireAddress } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import type {
  CoreDecompression,
  DecompressModule,
  LoadDecompress,
} from "../core/decompress-module.js";
import type { Decode } from "./decoder.js";
import { Damage, type Input } from "./input.js";

/** A decoder with an instance of its own: xz may take 128 MiB, which go with it. Rejects as `load`. */
export async function loadDecoder(load: LoadDecompress): Promise<{ readonly decode: Decode }> {
  const module = await load();
  return { decode: (open) => decode(module, open()) };
}

async function* decode(module: DecompressModule, input: Input): AsyncGenerator<Uint8Array, void> {
  const self = new module.Decompression();
  try {
    for (;;) {
      const bytes = await input.atLeast(1);
      if (bytes.length === 0) break;
      input.take(fill(module, self, bytes));
      yield* pieces(module, self);
    }
    self.end();
    requireSound(module, self);
  } finally {
    self.delete();
    giveBack(module);
  }
}

/** Hands over as many of the source's next bytes as there is room for. */
function fill(module: DecompressModule, self: CoreDecompression, bytes: Uint8Array): number {
  const address = requireAddress(self.room());
  const given = bytes.subarray(0, self.roomSize());
  module.HEAPU8.set(given, address);
  self.commit(given.length);
  return given.length;
}

/** What comes of the bytes at hand. */
function* pieces(module: DecompressModule, self: CoreDecompression): Generator<Uint8Array, void> {
  for (;;) {
    const size = self.take();
    const address = requireAddress(self.piece());
    if (size === 0) break;
    yield module.HEAPU8.subarray(address, address + size);
  }
  requireSound(module, self);
}

function requireSound(module: DecompressModule, self: CoreDecompression): void {
  const offset = self.failure();
  if (offset < 0) return;
  const address = self.text();
  const message = module.HEAPU8.subarray(address, address + self.textSize());
  throw new Damage(new TextDecoder().decode(message), offset);
}
