// Conversations, endpoints and the hierarchy against sums over what rows and layers say.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { createWriter, MemorySink, NO_CONVERSATION, openCapture } from "packetglass";
import { fileHeader, record } from "./synthetic.js";

const folder = join(import.meta.dirname, "../captures/dissect");
const open = (name) => openCapture(join(folder, `${name}.pcap`), { summary: true });
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".pcap"))
  .map((name) => name.slice(0, -5));

/** What the conversations of TCP or UDP come to, from the layers of each packet. */
async function summed(capture, layer) {
  const { conversation, side } = capture.summary.read();
  const found = new Map();
  for (const row of await capture.rows()) {
    const i = row.number - 1;
    const { layers } = await capture.layers(i);
    const fields = layers.filter(({ name }) => name === layer).at(-1)?.fields ?? [];
    const port = (end) => fields.find(({ name }) => name === `${layer}.${end}port`)?.value;
    const known = found.get(conversation[i]);
    if (known === undefined) {
      if (port("src") === undefined) continue;
      found.set(conversation[i], start(row, port("src"), port("dst")));
    } else {
      add(known, row, side[i]);
    }
  }
  return [...found.values()];
}

function start(row, portA, portB) {
  const { source: addressA, destination: addressB, timestamp: first, originalLength } = row;
  const sums = { packetsAB: 1, packetsBA: 0, bytesAB: originalLength, bytesBA: 0 };
  return { addressA, addressB, portA, portB, ...sums, first, last: first };
}

function add(known, { timestamp, originalLength }, side) {
  const way = side === 0 ? "AB" : "BA";
  known[`packets${way}`] += 1;
  known[`bytes${way}`] += originalLength;
  if (timestamp < known.first) known.first = timestamp;
  if (timestamp > known.last) known.last = timestamp;
}

describe("conversations()", () => {
  test.each([
    ["tcp", "http", 4],
    ["tcp", "talk", 5],
    ["udp", "dns", 3],
  ])("of %s in %s.pcap are what their packets come to", async (layer, name, least) => {
    const capture = await open(name);
    const ours = capture.conversations(layer);
    const expected = await summed(capture, layer);
    expect(expected.length).toBeGreaterThanOrEqual(least);
    expect(ours.length).toBe(expected.length);
    ours.forEach((one, i) => {
      expect(one).toMatchObject(expected[i]);
      expect(one.stream).toBe(i);
      expect(one.duration).toBe(one.last - one.first);
      expect(one.communityId).toMatch(/^1:/);
    });
    capture.close();
  });

  test.each(["tcp", "udp", "sctp"])("of %s have the number of their packets", async (layer) => {
    let found = 0;
    for (const name of names) {
      const capture = await open(name);
      const { conversation, side } = capture.summary.read();
      const rows = await capture.rows();
      for (const one of capture.conversations(layer)) {
        const own = rows.filter((row) => row.conversation === one.conversation);
        expect(own.length).toBe(one.packetsAB + one.packetsBA);
        const sent = own.filter(({ number }) => side[number - 1] === 0);
        expect(sent.length).toBe(one.packetsAB);
        found += own.length;
      }
      // The same number in all three, or none.
      for (const { number, conversation: its = NO_CONVERSATION } of rows) {
        expect(its).toBe(conversation[number - 1]);
      }
      capture.close();
    }
    expect(found).toBeGreaterThan(4);
  });

  test("of other layers are of several, and have none", async () => {
    const capture = await open("http");
    for (const layer of ["ethernet", "ip", "ipv4"]) {
      expect(capture.conversations(layer).length).toBeGreaterThan(0);
      for (const one of capture.conversations(layer)) expect(one.conversation).toBeUndefined();
    }
    capture.close();
    const plain = await openCapture(join(folder, "http.pcap"));
    for (const row of await plain.rows()) expect(row).not.toHaveProperty("conversation");
    plain.close();
  });

  test("whose packets have no times have none either", async () => {
    const sink = new MemorySink();
    const writer = await createWriter(sink, { interfaces: [{ linkType: 101 }] });
    const udp = [
      0x45, 0, 0, 28, 0, 0, 0, 0, 9, 17, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 0, 7, 0, 9, 0, 8, 0, 0,
    ];
    await writer.writePacket({ bytes: Uint8Array.from(udp), timestamp: undefined });
    await writer.close();
    const capture = await openCapture(sink.bytes(), { summary: true });
    const [one] = capture.conversations("udp");
    expect(one).toMatchObject({ addressA: "1.1.1.1", portB: 9, packetsAB: 1 });
    for (const name of ["first", "last", "duration", "rateAB"])
      expect(one).not.toHaveProperty(name);
    capture.close();
  });

  test("have the rate of each way, unless they took no time", async () => {
    const capture = await open("http");
    const all = capture.conversations("tcp");
    for (const { duration, rateAB, bytesAB, rateBA, bytesBA } of all) {
      if (duration === 0n) expect([rateAB, rateBA]).toEqual([undefined, undefined]);
      else expect(rateAB * Number(duration)).toBeCloseTo(8e9 * bytesAB, -3);
      if (duration > 0n) expect(rateBA * Number(duration)).toBeCloseTo(8e9 * bytesBA, -3);
    }
    expect(all.some(({ duration }) => duration > 0n)).toBe(true);
    capture.close();
  });

  test("of Ethernet have all packets of a capture of it", async () => {
    const capture = await open("http");
    const all = capture.conversations("ethernet");
    const packets = all.reduce((sum, one) => sum + one.packetsAB + one.packetsBA, 0);
    expect(packets).toBe(capture.length);
    expect(all[0].addressA).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    expect(all[0].portA).toBeUndefined();
    capture.close();
  });

  test("of all layers are there in all captures, frozen", async () => {
    const layers = ["ethernet", "wlan", "ip", "ipv4", "ipv6", "tcp", "udp", "sctp"];
    const seen = new Set();
    for (const name of names) {
      const capture = await open(name);
      for (const layer of layers) {
        const [conversations, endpoints] = [capture.conversations(layer), capture.endpoints(layer)];
        expect(conversations.length > 0).toBe(endpoints.length > 0);
        for (const each of [conversations, ...conversations, endpoints, ...endpoints]) {
          expect(Object.isFrozen(each)).toBe(true);
        }
        if (conversations.length > 0) seen.add(layer);
      }
      capture.close();
    }
    expect([...seen].sort()).toEqual(layers.sort());
  });

  test("more of them than are described at once", async () => {
    const capture = await openCapture(pcapOf(10_000), { summary: true });
    const all = capture.conversations("udp");
    expect(all.map(({ stream }) => stream)).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
    expect(all.map(({ portA }) => portA)).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 1));
    expect(capture.endpoints("udp").length).toBe(10_001);
    expect(capture.endpoints("ip").map(({ packets }) => packets)).toEqual([10_000, 10_000]);
    capture.close();
  });

  test("of another layer: a TypeError that says which there are", async () => {
    const capture = await open("http");
    expect(() => capture.conversations("dns")).toThrow(TypeError);
    expect(() => capture.endpoints()).toThrow(/ethernet, .*sctp/);
    capture.close();
  });
});

/** Datagrams from 192.0.2.1, each from another port, to port 9 of 192.0.2.2. */
function pcapOf(count) {
  const datagrams = Array.from({ length: count }, (_, i) => {
    const payload = Uint8Array.from(
      Buffer.from("450000200000000040110000c0000201c000020200000009000c000000000000", "hex"),
    );
    new DataView(payload.buffer).setUint16(20, i + 1);
    return record({ seconds: i, fraction: 0, payload });
  });
  return Buffer.concat([fileHeader({ linkType: 101 }), ...datagrams]);
}

test("endpoints() are what they send and receive in conversations", async () => {
  for (const layer of ["ethernet", "ip", "tcp"]) {
    const capture = await open("http");
    const conversations = capture.conversations(layer);
    for (const { address, port, ...endpoint } of capture.endpoints(layer)) {
      const is = (one, side) => one[`address${side}`] === address && one[`port${side}`] === port;
      const total = (key, side, way) =>
        conversations.filter((one) => is(one, side)).reduce((sum, one) => sum + one[key + way], 0);
      const sent = (key) => total(key, "A", "AB") + total(key, "B", "BA");
      const received = (key) => total(key, "A", "BA") + total(key, "B", "AB");
      expect(endpoint).toEqual({
        packets: sent("packets") + received("packets"),
        bytes: sent("bytes") + received("bytes"),
        sentPackets: sent("packets"),
        sentBytes: sent("bytes"),
        receivedPackets: received("packets"),
        receivedBytes: received("bytes"),
        conversations: conversations.filter((one) => is(one, "A") || is(one, "B")).length,
      });
    }
    capture.close();
  }
});

describe("hierarchy()", () => {
  test("counts the layers of all packets, each inside the one around it", async () => {
    for (const name of names) {
      const capture = await open(name);
      const root = capture.hierarchy();
      const { originalLength } = capture.columns.read();
      const bytes = originalLength.reduce((sum, each) => sum + each, 0);
      expect(root).toMatchObject({ protocol: "frame", packets: capture.length, bytes });
      for (const node of nodesOf(root)) {
        expect(Object.isFrozen(node) && Object.isFrozen(node.children)).toBe(true);
        const inside = node.children.reduce((sum, { packets }) => sum + packets, 0);
        expect(inside).toBeLessThanOrEqual(node.packets);
        expect(node.title).not.toBe("");
      }
      capture.close();
    }
  });

  test("knows each protocol of a plain capture", async () => {
    const capture = await open("http");
    const paths = new Map();
    for (let i = 0; i < capture.length; i += 1) {
      const { layers } = await capture.layers(i);
      const stack = layers.map(({ name }) => name).slice(0, 3);
      const path = stack.join(":");
      paths.set(path, (paths.get(path) ?? 0) + 1);
    }
    for (const [path, packets] of paths) {
      let node = capture.hierarchy();
      for (const layer of path.split(":")) {
        node = node.children.find(({ protocol }) => protocol === layer);
      }
      expect([path, node.packets]).toEqual([path, packets]);
    }
    capture.close();
  });
});

function nodesOf(node) {
  return [node, ...node.children.flatMap(nodesOf)];
}
