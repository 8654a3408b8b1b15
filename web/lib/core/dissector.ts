// Dissects packets: asks the core that has the dissectors.

import type { Decapsulated } from "../record/decapsulated.js";
import type { CoreSummary, DissectModule } from "./core.js";
import { CoreBuffer } from "./core-buffer.js";
import { isUsable } from "./core-guard.js";
import type { LoadDecode } from "./decode-module.js";
import { giveDecoder } from "./decoder-core.js";
import { type DissectionChoices, dissectAs } from "./dissection-choices.js";
import { sharedBy } from "./shared.js";

/** A packet that was read again. */
export interface ReadPacket {
  /** Its index in the capture, from 0; undefined where the core does not know the capture. */
  readonly index?: number;
  readonly bytes: Uint8Array;
  readonly originalLength: number;
  readonly linkType: number;
}

/** Source, destination, protocol, info, and marks: 1 malformed + 2 truncated + 4 TCP analysis flag. */
export type RawRow = readonly [string, string, string, string, number];

/** What stands in a field: see put_fields in cpp/dissect/describe_packet.h. */
export type RawField = readonly [
  depth: number,
  name: string,
  title: string,
  text: string,
  offset: number,
  length: number,
  source: number,
  mask: number | bigint,
  marks: number,
  value?: number | bigint | boolean | string,
];

/** Bytes that were reassembled, then where they are from. */
export type RawSource = readonly [Uint8Array, ...RawRun[]];
export type RawRun = readonly [packet: number, length: number, offset?: number];

/** Columns, fields, and what was reassembled from several packets. */
export type RawLayers = readonly [RawRow, readonly RawField[], readonly RawSource[]];

/** Packets that have to be dissected before others. */
interface Needed {
  readonly end: number;
  readonly indices: readonly number[];
}

const NO_INDEX = 0xffffffff;

// Bytes: the memory of an instance never becomes less.
const LARGE = 64 * 1024 * 1024;

/** One core that dissects. All throw `out_of_memory`. */
export class Dissector {
  readonly #core: DissectModule;
  readonly #self: CoreSummary;
  readonly #buffer: CoreBuffer;

  constructor(core: DissectModule, self: CoreSummary) {
    this.#core = core;
    this.#self = self;
    this.#buffer = new CoreBuffer(core, self);
  }

  /** Packets to come are dissected so. Throws a RangeError for what is no choice. */
  dissectAs(choices: DissectionChoices): void {
    dissectAs(this.#self, this.#buffer, choices);
  }

  /** False when its core has failed, or has more memory than packets usually take. */
  get isWorthKeeping(): boolean {
    return isUsable(this.#core) && this.#buffer.memory.length <= LARGE;
  }

  /**
   * The end of the packets of [from, to) that may be asked for at once, one at least, and the indices
   * of those that must come before them: see `rows` and `layers`.
   */
  needed(from: number, to: number): Needed {
    return this.#neededAt(this.#self.needed(from, to));
  }

  /** The same for all fields of packet `i`: also those of its conversation that say more of it. */
  plan(i: number): Needed {
    return this.#neededAt(this.#self.plan(i));
  }

  /** The columns of packets, some MiB of them at most; `before` are those they need. */
  rows(before: readonly ReadPacket[], packets: readonly ReadPacket[]): readonly RawRow[] {
    const ask = () => this.#self.rows(before.length, packets.length);
    return this.#ask([...before, ...packets], ask) as RawRow[];
  }

  /** The columns and fields of a packet; `before` are those it needs. */
  layers(before: readonly ReadPacket[], packet: ReadPacket): RawLayers {
    return this.#ask([...before, packet], () => this.#self.layers(before.length)) as RawLayers;
  }

  /** Whether bodies of the packet of `layers` stayed encoded. From now on they are decoded. */
  async missedDecoder(load: LoadDecode): Promise<boolean> {
    if (!this.#self.needsDecoder()) return false;
    await giveDecoder(this.#core, load);
    return true;
  }

  /** The headers of a packet. */
  headers(packet: ReadPacket, seed: number): Decapsulated {
    return this.#ask([packet], () => this.#self.headers(seed)) as Decapsulated;
  }

  #neededAt(address: number): Needed {
    const [end, ...indices] = this.#buffer.read(address) as [number, ...number[]];
    return { end, indices };
  }

  #ask(packets: readonly ReadPacket[], question: () => number): unknown {
    fillWithPackets(this.#buffer, packets);
    const answer = this.#buffer.read(question());
    // Packets may be large, and the next question may never come.
    this.#buffer.fill([]);
    return answer;
  }
}

/** Puts packets into the buffer of a core that dissects. */
export function fillWithPackets(buffer: CoreBuffer, packets: readonly ReadPacket[]): void {
  buffer.fill([tableOf(packets), ...packets.map(({ bytes }) => bytes)]);
}

// As cpp/wasm/packets_at_hand.h reads it.
function tableOf(packets: readonly ReadPacket[]): Uint8Array {
  const table = new DataView(new ArrayBuffer(16 * packets.length));
  packets.forEach(({ index = NO_INDEX, bytes, originalLength, linkType }, i) => {
    table.setUint32(16 * i, index, true);
    table.setUint32(16 * i + 4, bytes.length, true);
    table.setUint32(16 * i + 8, originalLength, true);
    table.setUint32(16 * i + 12, linkType, true);
  });
  return new Uint8Array(table.buffer);
}

/** Loads a core that has the dissectors. */
export type LoadDissect = () => Promise<DissectModule>;

/** A dissector of its own. */
export function dissectorOf(core: DissectModule): Dissector {
  return new Dissector(core, new core.SummarisedIndex());
}

/**
 * The dissector of packets whose capture has none of its own. There is one for all of them, and
 * another once that has failed or has become large. Rejects as loading does.
 */
export const sharedDissector = sharedBy(dissectorOf);
