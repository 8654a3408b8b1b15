// Lists of who talked: kept in the worker, sorted, and handed out in pieces.
import type { Capture } from "packetglass";
import type { Talker, TrafficLayer, TrafficPiece, TrafficQuery } from "./messages.js";

const byKey: Record<TrafficQuery["sort"], (a: Talker, b: Talker) => number> = {
  bytes: (a, b) => bytesOf(b) - bytesOf(a),
  packets: (a, b) => packetsOf(b) - packetsOf(a),
  start: (a, b) => compare(a.first, b.first),
  duration: (a, b) => compare(b.last - b.first, a.last - a.first),
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
      this.#kept = { key, list: [...this.#all(list, layer)].sort(byKey[sort]) };
    }
    return { length: this.#kept.list.length, rows: this.#kept.list.slice(from, to) };
  }

  #all(list: TrafficQuery["list"], layer: TrafficLayer): readonly Talker[] {
    return list === "endpoints"
      ? this.#capture.endpoints(layer)
      : this.#capture.conversations(layer);
  }
}

function bytesOf(talker: Talker): number {
  return "packetsAB" in talker ? talker.bytesAB + talker.bytesBA : talker.bytes;
}

function packetsOf(talker: Talker): number {
  return "packetsAB" in talker ? talker.packetsAB + talker.packetsBA : talker.packets;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
