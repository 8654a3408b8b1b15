// Which conversations have HTTP, by the columns: no packet is read.

import { at } from "../base/at.js";
import { turn } from "../base/turn.js";
import { numberOf } from "./lists.js";
import type { PacketIndex } from "./packet-index.js";

// Packets whose columns are looked at in one go: 7 bytes each.
const WINDOW = 65536;

/** Streams of TCP that have a packet of HTTP, by the core's numbers of their conversations. */
export class HttpStreams {
  // By conversation: number of its stream, and of its last packet from 1, 0 where it has no HTTP.
  readonly #streams: Uint32Array;
  readonly #lasts: Uint32Array;
  readonly #begun: Uint8Array;

  private constructor(streams: Uint32Array, lasts: Uint32Array) {
    this.#streams = streams;
    this.#lasts = lasts;
    this.#begun = new Uint8Array(streams.length);
  }

  /** All of them; where `only` is given, that conversation of TCP whatever it has. */
  static async of(index: PacketIndex, only?: number): Promise<HttpStreams> {
    const conversations = index.summary.streams(numberOf(index.summary, "tcp"));
    const streams = new Uint32Array((conversations.at(-1) ?? -1) + 1);
    conversations.forEach((each, stream) => {
      streams[each] = stream;
    });
    return new HttpStreams(streams, await lastPackets(index, streams.length, only));
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

  /** Its {@link Conversation.stream}. */
  streamOf(conversation: number): number {
    return at(this.#streams, conversation);
  }

  /** Its last packet, counted from 1; 0 where it is none of them. */
  lastOf(conversation: number): number {
    return this.#lasts[conversation] ?? 0;
  }
}

async function lastPackets(index: PacketIndex, count: number, only?: number): Promise<Uint32Array> {
  const isHttp = index.summary.protocols().map((name) => /^HTTP(\/|$)/.test(name));
  const [lasts, has] = [new Uint32Array(count), new Uint8Array(count)];
  for (let from = 0, length = index.open.length(); from < length; from += WINDOW) {
    await turn();
    const { conversation, protocol } = index.summary.columns(from, Math.min(from + WINDOW, length));
    conversation.forEach((each, i) => {
      lasts[each] = from + i + 1; // beyond the array: no conversation of TCP
      if (isHttp[at(protocol, i)]) has[each] = 1;
    });
  }
  const isWanted = (each: number) => (only === undefined ? has[each] === 1 : each === only);
  return lasts.map((last, each) => (isWanted(each) ? last : 0));
}
