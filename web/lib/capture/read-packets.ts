// Packets with their bytes or their layers, one or many.

import { at } from "../base/at.js";
import { turn } from "../base/turn.js";
import { packetIn } from "../record/column-range.js";
import type { Interface } from "../record/interface.js";
import { type Packet, packetOf } from "../record/packet.js";
import type { PacketIndex } from "./packet-index.js";
import { type PacketLayers, packetLayersOf } from "./packet-layers.js";
import { packetAgain, packetsBefore, type Readable } from "./packets-again.js";
import { readingNear } from "./read-near.js";
import { readRecord } from "./read-record.js";

/** @internal Reads packet `i`, which is there. */
export async function readPacket(
  index: Readable,
  interfaces: readonly Interface[],
  i: number,
): Promise<Packet> {
  const columns = packetIn(index.open.columns(i, i + 1), 0);
  const { timestamp, offset, capturedLength, originalLength, interfaceId } = columns;
  const { bytes, record } = await readRecord(index, i, offset, capturedLength);
  const { linkType } = at(interfaces, interfaceId);
  const facts = {
    number: i + 1,
    timestamp,
    capturedLength,
    originalLength,
    interfaceId,
    linkType,
    offset,
    bytes,
  };
  return packetOf(facts, record);
}

/** @internal Reads packet `i`, which is there, and dissects it. */
export async function readLayers(
  index: PacketIndex,
  from: Readable,
  interfaces: readonly Interface[],
  i: number,
): Promise<PacketLayers> {
  const packet = await packetAgain(from, interfaces, i);
  const dissector = await index.dissector();
  const before = await packetsBefore(from, interfaces, dissector, i);
  const layers = dissector.layers(before, packet);
  if (!(await dissector.missedDecoder(index.loadDecode))) {
    return packetLayersOf(packet.bytes, layers);
  }
  index.requireOpen();
  return packetLayersOf(packet.bytes, dissector.layers(before, packet));
}

// What a batch has at most, but for one packet that has more bytes.
const MOST_PACKETS = 1024;
const MOST_BYTES = 4 * 1024 * 1024;
// Layers are many objects for each packet.
const MOST_DISSECTED = 128;

/** @internal The packets [from, to), which are there, in batches. */
export function packetBatches(
  index: PacketIndex,
  interfaces: readonly Interface[],
  range: readonly [from: number, to: number],
): AsyncGenerator<readonly Packet[], void> {
  return batches(index, range, MOST_PACKETS, (near, i) => readPacket(near, interfaces, i));
}

/** @internal The same of their layers. */
export function layerBatches(
  index: PacketIndex,
  interfaces: readonly Interface[],
  range: readonly [from: number, to: number],
): AsyncGenerator<readonly PacketLayers[], void> {
  return batches(index, range, MOST_DISSECTED, (near, i) => readLayers(index, near, interfaces, i));
}

async function* batches<T>(
  index: PacketIndex,
  [from, to]: readonly [from: number, to: number],
  most: number,
  read: (near: Readable, i: number) => Promise<T>,
): AsyncGenerator<readonly T[], void> {
  if (from === to) return;
  const near = readingNear(index, endOf(index, to - 1));
  for (let first = from; first < to; ) {
    const batch: T[] = [];
    const end = batchEnd(index, first, Math.min(to, first + most));
    for (let i = first; i < end; i += 1) batch.push(await read(near, i));
    yield Object.freeze(batch);
    first = end;
    await turn();
    index.requireOpen();
  }
}

function endOf(index: PacketIndex, i: number): number {
  const { offset, capturedLength } = packetIn(index.open.columns(i, i + 1), 0);
  return offset + capturedLength;
}

/** The end of the packets from `first` on that are a batch: at least one. */
function batchEnd(index: PacketIndex, first: number, most: number): number {
  const { capturedLength } = index.open.columns(first, most);
  let bytes = at(capturedLength, 0);
  let count = 1;
  while (count < capturedLength.length) {
    bytes += at(capturedLength, count);
    if (bytes > MOST_BYTES) break;
    count += 1;
  }
  return first + count;
}
