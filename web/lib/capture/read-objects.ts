// The objects in a capture, in one pass over the packets of its conversations.

import { at } from "../base/at.js";
import { withJson } from "../base/json.js";
import { turn } from "../base/turn.js";
import type { ReadPacket } from "../core/dissector.js";
import type { Interface } from "../record/interface.js";
import { type EndedBody, HttpBodies } from "./http-bodies.js";
import type { HttpObject } from "./http-object.js";
import { HttpStreams } from "./http-streams.js";
import type { PacketIndex } from "./packet-index.js";
import { MOST_PACKETS, packetsAgain, packetsAt, type Stretch } from "./packets-again.js";

// Packets whose conversations are looked at in one go; as many may begin in it.
const WINDOW = 1024;
// What is under way between two windows: conversations, each with at most 2 MiB of segments that
// wait for others, and bytes of bodies.
const MOST_CONVERSATIONS = 256;
const MOST_KEPT = 256 * 1024 * 1024;

/**
 * @internal Finds them, those of one conversation by the core's number or of all; of a body at most
 * `maxKept` bytes are kept.
 */
export async function* objectsOf(
  index: PacketIndex,
  interfaces: readonly Interface[],
  maxKept: number,
  only?: number,
): AsyncGenerator<HttpObject, void> {
  const stream = await index.streamModule();
  const http = await HttpStreams.of(index, only);
  const bodies = new HttpBodies(stream, maxKept);
  const pass = new Pass(index, interfaces, http, bodies, Math.max(MOST_KEPT, maxKept), only);
  try {
    const length = index.open.length();
    for (let from = 0; from < length; from += WINDOW) {
      await turn();
      for await (const object of pass.window(from, Math.min(from + WINDOW, length))) {
        yield object;
        index.requireOpen();
      }
    }
  } finally {
    pass.close();
  }
}

/** An object, and the packet that reported its end. */
interface Ended {
  readonly reportedIn: number;
  readonly object: HttpObject;
}

/** A conversation under way. */
interface Followed {
  /** The core's number of what follows it. */
  readonly stream: number;
  /** Whether other packets have fragments of its packets. */
  readonly hasFragments: boolean;
}

class Pass {
  readonly #index: PacketIndex;
  readonly #interfaces: readonly Interface[];
  readonly #http: HttpStreams;
  readonly #bodies: HttpBodies;
  readonly #mostKept: number;
  readonly #only: number | undefined;
  readonly #followed = new Map<number, Followed>(); // the one that was silent for longest first

  constructor(
    index: PacketIndex,
    interfaces: readonly Interface[],
    http: HttpStreams,
    bodies: HttpBodies,
    mostKept: number,
    only?: number,
  ) {
    this.#index = index;
    this.#interfaces = interfaces;
    this.#http = http;
    this.#bodies = bodies;
    this.#mostKept = mostKept;
    this.#only = only;
  }

  /** The bodies that end in packets [from, to). */
  async *window(from: number, to: number): AsyncGenerator<HttpObject, void> {
    const { conversation } = this.#index.summary.columns(from, to);
    for (const each of new Set(conversation)) {
      if (this.#http.has(each) && !this.#followed.has(each)) await this.#begin(each, from);
    }
    const wanted = this.#wanted(conversation, from, to);
    const indices = [...wanted.keys()].sort((a, b) => a - b);
    const columns = this.#index.open.columns(from, to);
    for await (const stretch of packetsAgain(this.#index, this.#interfaces, columns, indices)) {
      const ended = this.#endedIn(stretch, wanted).sort((a, b) => a.reportedIn - b.reportedIn);
      for (const { object } of ended) yield object;
    }
    for (const mostSilent of this.#followed.keys()) {
      if (!this.#isTooMuch()) break;
      for (const { object } of this.#finish(mostSilent)) yield object;
    }
  }

  close(): void {
    this.#bodies.delete();
    if (!this.#index.isOpen) return;
    for (const { stream } of this.#followed.values()) this.#index.summary.closeStream(stream);
  }

  // Its packets come from `from` on; fragments of them may have come before. One that was ended is
  // begun in the middle: nothing that came before is read another time.
  async #begin(conversation: number, from: number): Promise<void> {
    const { summary } = this.#index;
    const stream = summary.openStream(conversation, true);
    const hasFragments = summary.hasFragments(stream);
    this.#bodies.begin(conversation, summary.streamEnds(stream));
    this.#followed.set(conversation, { stream, hasFragments });
    if (!this.#http.begin(conversation) || !hasFragments) return;
    const fragments = summary.streamFragments(stream, 0, from);
    for (let begin = 0; begin < fragments.length; begin += MOST_PACKETS) {
      const indices = fragments.slice(begin, begin + MOST_PACKETS);
      const packets = await packetsAt(this.#index, this.#interfaces, indices);
      this.#index.summary.follow(stream, packets);
    }
  }

  // By index in the columns of [from, to): the conversations that need the packet.
  #wanted(conversation: Uint32Array, from: number, to: number): Map<number, number[]> {
    const wanted = new Map<number, number[]>();
    const want = (i: number, number: number) => {
      const numbers = wanted.get(i);
      if (numbers) numbers.push(number);
      else wanted.set(i, [number]);
    };
    conversation.forEach((each, i) => {
      if (this.#http.needs(each, from + i)) want(i, each);
    });
    for (const [number, { stream, hasFragments }] of this.#followed) {
      if (!hasFragments) continue;
      const indices = this.#index.summary.streamFragments(stream, from, to);
      for (const i of indices) want(i - from, number);
    }
    return wanted;
  }

  #endedIn({ indices, packets }: Stretch, wanted: Map<number, number[]>): Ended[] {
    const spoken = new Map<number, ReadPacket[]>();
    packets.forEach((packet, i) => {
      for (const number of wanted.get(at(indices, i)) ?? []) {
        const some = spoken.get(number);
        if (some) some.push(packet);
        else spoken.set(number, [packet]);
      }
    });
    return [...spoken].flatMap(([number, some]) => this.#follow(number, some));
  }

  #follow(conversation: number, packets: readonly ReadPacket[]): Ended[] {
    const followed = this.#followed.get(conversation) as Followed;
    this.#followed.delete(conversation);
    this.#followed.set(conversation, followed);
    const pieces = this.#index.summary.follow(followed.stream, packets);
    const ended = this.#ended(conversation, this.#bodies.add(conversation, pieces));
    const packet = (packets.at(-1)?.index ?? 0) + 1;
    if (packet < this.#http.lastOf(conversation)) return ended;
    const rest = this.#finish(conversation);
    return [...ended, ...rest.map(({ object }) => ({ object, reportedIn: packet }))];
  }

  // As if the capture ended.
  #finish(conversation: number): Ended[] {
    const { stream } = this.#followed.get(conversation) as Followed;
    const { summary } = this.#index;
    const waited = this.#bodies.add(conversation, summary.follow(stream, []));
    const unfinished = this.#bodies.finish(conversation);
    summary.closeStream(stream);
    this.#followed.delete(conversation);
    return this.#ended(conversation, [...waited, ...unfinished]);
  }

  #isTooMuch(): boolean {
    const { size } = this.#followed;
    return size > MOST_CONVERSATIONS || (size > 1 && this.#bodies.kept > this.#mostKept);
  }

  #ended(conversation: number, bodies: readonly EndedBody[]): Ended[] {
    if (this.#only !== undefined && conversation !== this.#only) return [];
    const stream = this.#http.streamOf(conversation);
    return bodies.map(({ reportedIn, ...body }) => ({
      reportedIn,
      object: Object.freeze(withJson({ stream, ...body })),
    }));
  }
}
