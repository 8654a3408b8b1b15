// What is in a packet: layers and their fields.

import { at } from "../base/at.js";
import { type Jsonable, withJson } from "../base/json.js";
import type { RawField, RawLayers, RawRun } from "../core/dissector.js";

/** One layer of a packet, a field, or a heading. Names are Wireshark's. */
export interface Field extends Jsonable {
  /** What it is called, such as `"ip.src"`; of a layer the protocol: `"ip"`. */
  readonly name: string;
  /** The same for people: `"Source Address"`. */
  readonly title: string;
  /** A line for people, such as `"Time to Live: 64"`. */
  readonly text: string;
  /**
   * Numbers are bigint from 2^53 on, flags are boolean; times and durations are bigint nanoseconds
   * (since 1970-01-01 UTC), addresses and texts are strings, anything else bytes, which are a view of
   * {@link PacketLayers.sources}. Layers and headings have none.
   */
  readonly value?: number | bigint | boolean | string | Uint8Array;
  /** Where it stands in its source, in bytes. */
  readonly offset: number;
  /** How many bytes it has there; 0 where it is generated. */
  readonly length: number;
  /** Index of its source among {@link PacketLayers.sources}: 0 is the packet. */
  readonly source: number;
  /** Which bits of the number there it is, where it is not all. */
  readonly mask?: number | bigint;
  /** It is expert info: something is malformed or unusual here. */
  readonly expert?: true;
  /** Trees do not show it: the heading around it says the same. */
  readonly hidden?: true;
  /** Its value does not stand in the packet: it follows from other fields or packets. */
  readonly generated?: true;
  /** What is inside it. */
  readonly fields: readonly Field[];
}

/** A dissected packet. */
export interface PacketLayers extends Jsonable {
  /** Who sent it: the innermost address that is known; `""` where there is none. */
  readonly source: string;
  /** To whom. */
  readonly destination: string;
  /** The innermost protocol, as Wireshark's column has it. */
  readonly protocol: string;
  /** What it says, in a line. */
  readonly info: string;
  /** Its layers, from the outermost in. */
  readonly layers: readonly Field[];
  /** Bytes that fields stand in: the packet, then what was reassembled from several packets. */
  readonly sources: readonly Uint8Array[];
  /** Where the bytes of each source are from, one run behind the other; none of the packet itself. */
  readonly runs: readonly (readonly SourceRun[])[];
}

/** Bytes behind one another of what was reassembled. */
export interface SourceRun {
  /** Packet number, counted from 1. */
  readonly packet: number;
  /** Where they are in {@link Packet.bytes}; absent where they were in something that was reassembled, too. */
  readonly offset?: number;
  /** How many they are. */
  readonly length: number;
}

/** The marks of a field, as cpp/dissect/describe_packet.h has them. */
enum Mark {
  expert = 1,
  generated = 2,
  bytes = 4,
  hidden = 8,
}

/** @internal The layers that the core describes so, of the packet with these bytes. */
export function packetLayersOf(bytes: Uint8Array, [row, fields, others]: RawLayers): PacketLayers {
  const [source, destination, protocol, info] = row;
  const sources = Object.freeze([bytes, ...others.map(([reassembled]) => reassembled)]);
  const runs = Object.freeze([Object.freeze([]), ...others.map(([, ...all]) => runsOf(all))]);
  const layers = treeOf(fields, sources);
  return Object.freeze(withJson({ source, destination, protocol, info, layers, sources, runs }));
}

function runsOf(raw: readonly RawRun[]): readonly SourceRun[] {
  const runs = raw.map(([packet, length, offset]) =>
    Object.freeze({ packet, ...(offset !== undefined && { offset }), length }),
  );
  return Object.freeze(runs);
}

// Fields come in the order of the packet, each before what is inside it.
function treeOf(raw: readonly RawField[], sources: readonly Uint8Array[]): readonly Field[] {
  const layers: Field[] = [];
  const inside: Field[][] = [layers]; // by depth: the list that a field of that depth goes to
  for (const each of raw) {
    const depth = Math.min(each[0], inside.length - 1);
    const fields: Field[] = [];
    at(inside, depth).push(fieldOf(each, fields, sources));
    inside.length = depth + 1;
    inside.push(fields);
  }
  return frozenDeep(layers);
}

function fieldOf(raw: RawField, fields: Field[], sources: readonly Uint8Array[]): Field {
  const [, name, title, text, offset, length, source, mask, marks, plain] = raw;
  const bytes =
    marks & Mark.bytes ? at(sources, source).subarray(offset, offset + length) : undefined;
  const value = bytes ?? plain;
  return withJson({
    name,
    title,
    text,
    ...(value !== undefined && { value }),
    offset,
    length,
    source,
    ...(mask !== 0 && { mask }),
    ...(marks & Mark.expert && { expert: true as const }),
    ...(marks & Mark.hidden && { hidden: true as const }),
    ...(marks & Mark.generated && { generated: true as const }),
    fields,
  });
}

function frozenDeep(fields: readonly Field[]): readonly Field[] {
  for (const field of fields) {
    frozenDeep(field.fields);
    Object.freeze(field);
  }
  return Object.freeze(fields);
}
