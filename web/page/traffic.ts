// Lists of who talked: kept in the worker, sorted, and handed out in pieces.
import type { Capture } from "packetglass";
import type { ListLayer, Talker, TrafficPiece, TrafficQuery } from "./messages.js";

/** What a list is sorted by: the largest first. */
const keys: Record<TrafficQuery["sort"], (one: Talker) => number | bigint> = {
  bytes: (one) => ("packetsAB" in one ? one.bytesAB + one.bytesBA : one.bytes),
  packets: (one) => ("packetsAB" in one ? one.packetsAB + one.packetsBA : one.packets),
  start: (one) => ("packetsAB" in one ? -(one.first ?? 0n) : 0n),
  duration: (one) => ("packetsAB" in one ? (one.duration ?? 0n) : 0n),
};

/** The lists of one capture; the one that was asked for last is kept. */
export class Traffic {
  readonly #capture: Capture;
  #kept?: { key: string; list: readonly Talker[] };

  constructor(capture: Capture) {
    this.#capture = capture;
  }

  read({ list, layer, sort, from, to }: TrafficQuery): TrafficPiece {
    const key = `${list} ${layer} ${sort}`;
    if (this.#kept?.key !== key) {
      this.#kept = { key, list: sorted(this.#all(list, layer), keys[sort]) };
    }
    return { length: this.#kept.list.length, rows: this.#kept.list.slice(from, to) };
  }

  #all(list: TrafficQuery["list"], layer: ListLayer): readonly Talker[] {
    return list === "endpoints"
      ? this.#capture.endpoints(layer)
      : this.#capture.conversations(layer);
  }
}

function sorted(list: readonly Talker[], keyOf: (one: Talker) => number | bigint): Talker[] {
  return [...list].sort((a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    return first > second ? -1 : first < second ? 1 : 0;
  });
}
