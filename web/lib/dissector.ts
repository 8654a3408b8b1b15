// Takes packets apart: asks the core that has the dissectors.
import type { CoreMemory, CoreSummary, DissectModule } from "./core.js";
import { CoreRoom } from "./core-room.js";
import type { Decapsulated } from "./decapsulated.js";

/** A packet that was read again. */
export interface ReadPacket {
  /** Its place in the capture, from 0; undefined where the core does not know the capture. */
  readonly place?: number;
  readonly bytes: Uint8Array;
  readonly originalLength: number;
  readonly linkType: number;
}

/** Source, destination, protocol, info, and 1 for malformed + 2 for cut. */
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

/** Columns, fields, and what was put together of several packets. */
export type RawLayers = readonly [RawRow, readonly RawField[], readonly Uint8Array[]];

const NO_PLACE = 0xffffffff;

/** One core that dissects. All throw `out_of_memory`. */
export class Dissector {
  readonly #self: CoreSummary;
  readonly #room: CoreRoom;

  constructor(core: CoreMemory, self: CoreSummary) {
    this.#self = self;
    this.#room = new CoreRoom(core, self);
  }

  /** The places of packets that must come before those of [from, to): see `rows` and `layers`. */
  needed(from: number, to: number): readonly number[] {
    return this.#room.read(this.#self.needed(from, to)) as number[];
  }

  /** The places of packets that `layers` takes before this one too, so that TCP's past is told. */
  past(place: number): readonly number[] {
    return this.#room.read(this.#self.past(place)) as number[];
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

  /** The headers of a packet. */
  headers(packet: ReadPacket, seed: number): Decapsulated {
    return this.#ask([packet], () => this.#self.headers(seed)) as Decapsulated;
  }

  #ask(packets: readonly ReadPacket[], question: () => number): unknown {
    fillWithPackets(this.#room, packets);
    const answer = this.#room.read(question());
    // Packets may be large, and the next question may never come.
    this.#room.fill([]);
    return answer;
  }
}

/** Puts packets into the room of a core that dissects. */
export function fillWithPackets(room: CoreRoom, packets: readonly ReadPacket[]): void {
  room.fill([tableOf(packets), ...packets.map(({ bytes }) => bytes)]);
}

// As cpp/wasm/packets_at_hand.h reads it.
function tableOf(packets: readonly ReadPacket[]): Uint8Array {
  const table = new DataView(new ArrayBuffer(16 * packets.length));
  packets.forEach(({ place = NO_PLACE, bytes, originalLength, linkType }, i) => {
    table.setUint32(16 * i, place, true);
    table.setUint32(16 * i + 4, bytes.length, true);
    table.setUint32(16 * i + 8, originalLength, true);
    table.setUint32(16 * i + 12, linkType, true);
  });
  return new Uint8Array(table.buffer);
}

const alone = new WeakMap<DissectModule, Dissector>();

/** The dissector of a module that belongs to no capture. */
export function dissectorOf(core: DissectModule): Dissector {
  const known = alone.get(core) ?? new Dissector(core, new core.SummarisedIndex());
  alone.set(core, known);
  return known;
}
