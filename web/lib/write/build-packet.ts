// Packets from layers.

import { CaptureError } from "../base/capture-error.js";
import { CoreBuffer, requireAddress } from "../core/core-buffer.js";
import { isUsable } from "../core/core-guard.js";
import type { CoreBuilding, EditModule } from "../core/edit-module.js";
import { sharedBy } from "../core/shared.js";
import { failure } from "../event/core-input.js";
import type { NewLayer } from "./layers.js";
import type { PackedFields } from "./packed-fields.js";
import { packLayers } from "./packed-layers.js";

type LoadEdit = () => Promise<EditModule>;

/** @internal buildPacket by a given module. */
export async function buildPacketOn(
  load: LoadEdit,
  layers: readonly NewLayer[],
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = packLayers(layers);
  const builder = await sharedBuilder(load);
  return builder.build(packed);
}

// Memory of an instance above this goes with it: packets may have 256 MiB.
const MOST_KEPT = 32 * 1024 * 1024;

class Builder {
  readonly #module: EditModule;
  readonly #core: CoreBuilding;
  readonly #buffer: CoreBuffer;

  constructor(module: EditModule) {
    this.#module = module;
    this.#core = new module.PacketBuilding();
    this.#buffer = new CoreBuffer(module, this.#core);
  }

  get isWorthKeeping(): boolean {
    return isUsable(this.#module) && this.#module.HEAPU8.length <= MOST_KEPT;
  }

  build({ pieces, names }: PackedFields): Uint8Array<ArrayBuffer> {
    this.#buffer.fill(pieces);
    if (!this.#core.build()) throw this.#refusal(names);
    const size = this.#core.packetSize();
    if (size === 0) return new Uint8Array(0);
    const at = requireAddress(this.#core.packet());
    return this.#module.HEAPU8.slice(at, at + size);
  }

  // What cannot be in a packet is a wrong argument; what is too large for one is not known before.
  #refusal(names: readonly string[]): Error {
    const wrong = this.#core.wrong();
    if (wrong !== "") return new RangeError(`${names[this.#core.wrongField()]}: ${wrong}`);
    const error = failure(this.#module, this.#core);
    if (error.code !== "unsupported") return new CaptureError(error.code, error.message);
    return new RangeError(error.message);
  }
}

// One for all packets, and another once that has failed or has become large.
const sharedBuilder = sharedBy((module: EditModule) => new Builder(module));
