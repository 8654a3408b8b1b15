// Events of large files, which are read block by block: packets that lie across blocks, that are
// larger than one, sections within blocks, and files that change.
import { truncateSync } from "node:fs";
import { open } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { createWriter, readEventBatches, readEvents } from "packetglass";
import { scratch } from "./scratch.js";
import { fileHeader, join, pcap, record } from "./synthetic.js";

const file = scratch();
const MIB = 2 ** 20;

/** Packets of the sizes in turn, `total` bytes of them, each with bytes of its own. */
function packetsOf(sizes, total) {
  const packets = [];
  for (let size = 0; size < total; size += packets.at(-1).payload.length) {
    const i = packets.length;
    const payload = new Uint8Array(sizes[i % sizes.length]).fill(i * 37 + 1);
    payload.set(new Uint32Array([i]).subarray(0, payload.length >= 4 ? 1 : 0));
    packets.push({ seconds: i, fraction: i % 1000, payload });
  }
  return packets;
}

const timeOf = ({ seconds, fraction }) =>
  BigInt(seconds) * 1_000_000_000n + BigInt(fraction) * 1000n;

/** Expects the events of these packets, and of no more. */
async function expectSame(events, packets) {
  let next = 0;
  for await (const { timestamp, data } of events) {
    const isSame = timestamp === timeOf(packets[next]);
    if (!isSame || Buffer.compare(data, packets[next].payload) !== 0) {
      throw new Error(`packet ${next} differs`);
    }
    next += 1;
  }
  expect(next).toBe(packets.length);
}

test.each([
  ["small packets", [0, 60, 1, 576, 1500, 3], 5 * MIB],
  ["packets as long as libpcap takes them", [262_144], 6 * MIB],
  ["packets of all lengths", [65_535, 10, 262_144, 1500, 200_000, 65_500], 8 * MIB],
])("%s", async (_, sizes, total) => {
  const packets = packetsOf(sizes, total);
  await expectSame(readEvents(file("large.pcap", pcap(packets))), packets);
});

test("packets of pcapng over several blocks", async () => {
  const packets = packetsOf([4 * MIB + 5, 40, 60], 9 * MIB);
  const path = file("large.pcapng");
  const writer = await createWriter(path, { interfaces: [{ linkType: 1 }] });
  for (const packet of packets) {
    await writer.writePacket({ bytes: packet.payload, timestamp: timeOf(packet) });
  }
  await writer.close();
  await expectSame(readEvents(path), packets);
});

test("memory that is given back is filled with what comes next", async () => {
  const packets = packetsOf([100, 1000, 70_000], 9 * MIB);
  const path = file("released.pcap", pcap(packets));
  async function* each() {
    for await (const batch of readEventBatches(path)) {
      for (let i = 0; i < batch.length; i += 1) yield batch.packet(i);
      batch.release();
    }
  }
  await expectSame(each(), packets);
});

test("what is kept stays as it was", async () => {
  const packets = packetsOf([100, 1000, 70_000], 9 * MIB);
  const kept = [];
  for await (const event of readEvents(file("kept.pcap", pcap(packets)))) kept.push(event);
  await expectSame(kept, packets);
});

test("captures one behind another", async () => {
  const packets = packetsOf([60, 600], 3 * MIB);
  const [first, second] = [packets.slice(0, 700), packets.slice(700)];
  const path = file("several.pcap", join([pcap(first), pcap([]), pcap(second)]));
  const headers = [];
  async function* each() {
    for await (const event of readEvents(path, { emitFileHeaders: true })) {
      if (event.schema === "pcap.file_header") headers.push(event.snaplen);
      else yield event;
    }
  }
  await expectSame(each(), packets);
  expect(headers).toEqual([262144, 262144, 262144]);
});

const one = record({ seconds: 1, fraction: 2, payload: new Uint8Array(65_520) });
const large = join([fileHeader(), ...Array(320).fill(one)]);

test("a file that becomes shorter while it is read", async () => {
  const path = file("shorter.pcap", large);
  const seen = [];
  const reading = (async () => {
    for await (const { captured_packet_length } of readEvents(path)) {
      if (seen.push(captured_packet_length) === 1) truncateSync(path, 10 * MIB + 100);
    }
  })();
  await expect(reading).rejects.toMatchObject({
    name: "CaptureError",
    code: "source_changed",
    offset: 10 * MIB + 100,
  });
  expect(seen).toHaveLength(160);
});

test("a FileHandle that is closed while it is read", async () => {
  const handle = await open(file("closed.pcap", large));
  const reading = (async () => {
    for await (const _ of readEvents(handle)) await handle.close();
  })();
  await expect(reading).rejects.toMatchObject({ name: "CaptureError", code: "io" });
});
