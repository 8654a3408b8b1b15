// Which conversations may carry objects, by the columns: no packet is read.

import { at } from "../base/at.js";
import { turn } from "../base/turn.js";
import { numberOf } from "./lists.js";
import type { PacketIndex } from "./packet-index.js";

// Packets whose columns are looked at in one go: 7 bytes each.
const WINDOW = 65536;

/**
 * Streams of TCP and UDP that have a packet of HTTP, FTP, SMTP or TFTP, by the core's numbers of their
 * conversations, and those whose messages are not complete.
 */
export class HttpStreams {
  // By conversation: number of its stream, of the first packet that is looked at, and of the last
  // one from 1, 0 where it has nothing.
  readonly #streams: Uint32Array;
  readonly #firsts: Uint32Array;
  readonly #lasts: Uint32Array;
  readonly #begun: Uint8Array;

  private constructor(streams: Uint32Array, firsts: Uint32Array, lasts: Uint32Array) {
    this.#streams = streams;
    this.#firsts = firsts;
    this.#lasts = lasts;
    this.#begun = new Uint8Array(streams.length);
  }

  /** All of them; where `only` is given, that conversation of TCP and those that may announce it. */
  static async of(index: PacketIndex, only?: number): Promise<HttpStreams> {
    const layers = (["tcp", "udp"] as const).map((layer) =>
      index.summary.streams(numberOf(index.summary, layer)),
    );
    const streams = new Uint32Array(Math.max(...layers.map((each) => (each.at(-1) ?? -1) + 1)));
    for (const layer of layers) {
      layer.forEach((each, stream) => {
        streams[each] = stream;
      });
    }
    const { firsts, lasts, may, announces } = await carriers(index, layers, streams.length);
    const isWanted = (each: number) =>
      only === undefined ? may(each) : each === only || announces(each);
    lasts.forEach((last, each) => {
      if (last > 0 && !isWanted(each)) lasts[each] = 0;
    });
    return new HttpStreams(streams, firsts, lasts);
  }

  /** Whether the conversation, which is one of them, is begun for the first time. */
  begin(conversation: number): boolean {
    const isFirst = this.#begun[conversation] === 0;
    this.#begun[conversation] = 1;
    return isFirst;
  }

  /** Whether the conversation is one of them; false where there is no such conversation. */
  has(conversation: number): boolean {
    return this.lastOf(conversation) > 0;
  }

  /** Whether packet `i` of the conversation may carry something: with UDP what came before does not. */
  needs(conversation: number, i: number): boolean {
    return this.has(conversation) && i >= at(this.#firsts, conversation);
  }

  /** Its {@link Conversation.stream}. */
  streamOf(conversation: number): number {
    return at(this.#streams, conversation);
  }

  /** Its last packet, counted from 1; 0 where it is none of them. */
  lastOf(conversation: number): number {
    return this.#lasts[conversation] ?? 0;
  }
}

// What the protocols of a conversation say of it: bits.
const OBJECTS = 1;
const FTP = 2;
// No packet has this number.
const NONE = 0xffffffff;

function kindOf(name: string): number {
  if (/^(HTTP|SMTP|IMF|FTP-DATA|TFTP)(\/|$)/.test(name)) return OBJECTS;
  if (name === "FTP") return OBJECTS | FTP;
  return 0;
}

interface Carriers {
  /** By conversation: its first packet of such a protocol, of TCP 0; number of its last from 1. */
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
  readonly may: (conversation: number) => boolean;
  readonly announces: (conversation: number) => boolean;
}

async function carriers(
  index: PacketIndex,
  layers: readonly Uint32Array[],
  count: number,
): Promise<Carriers> {
  const kinds = new Uint8Array(count);
  const [firsts, lasts] = [new Uint32Array(count), new Uint32Array(count)];
  for (const each of at(layers, 1)) firsts[each] = NONE;
  // What began there may be a message of HTTP or a line of SMTP.
  for (const stream of index.summary.incomplete()) {
    const each = at(at(layers, 0), stream);
    kinds[each] = at(kinds, each) | OBJECTS;
  }
  const kindsOf = index.summary.protocols().map(kindOf);
  for (let from = 0, length = index.open.length(); from < length; from += WINDOW) {
    await turn();
    const { conversation, protocol } = index.summary.columns(from, Math.min(from + WINDOW, length));
    conversation.forEach((each, i) => {
      if (each >= count) return; // no conversation of TCP or UDP
      const kind = kindsOf[at(protocol, i)] ?? 0;
      kinds[each] = at(kinds, each) | kind;
      lasts[each] = from + i + 1;
      if (kind !== 0) firsts[each] = Math.min(at(firsts, each), from + i);
    });
  }
  return {
    firsts,
    lasts,
    may: (each) => (at(kinds, each) & OBJECTS) !== 0,
    announces: (each) => (at(kinds, each) & FTP) !== 0,
  };
}
