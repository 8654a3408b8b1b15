// What packets say, in the core's memory beside the index of where they are.
import type { CoreMemory, CoreSummary } from "./core.js";
import { CoreRoom, requireAddress } from "./core-room.js";
import type { SummaryRange } from "./summary-columns.js";

/** Most packets that are unpacked at once. */
const UNPACK_LIMIT = 65536;

/** Asks the core; what it answers belongs to the caller. Throws `out_of_memory`. */
export class SummaryCore {
  readonly #self: CoreSummary;
  readonly #room: CoreRoom;

  constructor(core: CoreMemory, self: CoreSummary) {
    this.#self = self;
    this.#room = new CoreRoom(core, self);
  }

  /** Bytes of memory it takes. */
  memory(): number {
    return this.#self.summaryMemory();
  }

  protocols(): readonly string[] {
    return this.#room.read(this.#self.protocols()) as string[];
  }

  /** Copies of the columns of packets [from, to), which must be there. */
  columns(from: number, to: number): SummaryRange {
    const range = emptyRange(from, to);
    for (let first = from; first < to; first += UNPACK_LIMIT) {
      this.#unpack(first, Math.min(UNPACK_LIMIT, to - first), range);
    }
    return range;
  }

  #unpack(first: number, count: number, range: SummaryRange): void {
    const address = requireAddress(this.#self.unpackSummary(first, count));
    const { buffer } = this.#room.memory;
    const at = first - range.from;
    range.conversation.set(new Uint32Array(buffer, address, count), at);
    range.protocol.set(new Uint16Array(buffer, address + 4 * count, count), at);
    range.side.set(new Uint8Array(buffer, address + 6 * count, count), at);
  }
}

function emptyRange(from: number, to: number): SummaryRange {
  const length = to - from;
  return {
    from,
    to,
    protocol: new Uint16Array(length),
    conversation: new Uint32Array(length),
    side: new Uint8Array(length),
  };
}
