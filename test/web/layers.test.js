// What layers, rows and the summary are: frozen, whole, and the caller's own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { CaptureError, decapsulate, NO_CONVERSATION, openCapture } from "packetglass";
import { packets, pcap } from "./synthetic.js";

const folder = join(import.meta.dirname, "../captures/dissect");
const bytesOf = (name) => readFileSync(join(folder, `${name}.pcap`));
const flat = (fields) => fields.flatMap((field) => [field, ...flat(field.fields)]);

async function allFields(opened) {
  const all = [];
  for (let i = 0; i < opened.length; i += 1) all.push(...flat((await opened.layers(i)).layers));
  return all;
}

let capture;
beforeEach(async () => {
  capture = await openCapture(bytesOf("http"), { summary: true });
});
afterEach(() => capture.close());

describe("layers()", () => {
  test("gives the columns, and layers from the outermost in", async () => {
    const { source, destination, protocol, info, layers } = await capture.layers(0);
    const [row] = await capture.rows(0, 1);
    expect({ source, destination, protocol, info }).toEqual({
      source: row.source,
      destination: row.destination,
      protocol: row.protocol,
      info: row.info,
    });
    expect(layers.slice(0, 3).map(({ name }) => name)).toEqual(["eth", "ip", "tcp"]);
    const [type] = layers[0].fields.filter(({ name }) => name === "eth.type");
    expect(type).toEqual({
      name: "eth.type",
      title: "Type",
      text: "Type: IPv4 (0x0800)",
      value: 0x0800,
      offset: 12,
      length: 2,
      source: 0,
      fields: [],
    });
  });

  test("names the packet that completes the datagram of a fragment", async () => {
    const opened = await openCapture(bytesOf("fragments"), { summary: true });
    const named = async (i, name) => {
      const fields = flat((await opened.layers(i)).layers);
      return fields.filter((each) => each.name === name).map(({ value }) => value);
    };
    let completed = 0;
    for (let i = 0; i < opened.length; i += 1) {
      for (const ip of ["ip", "ipv6"]) {
        for (const fragment of await named(i, `${ip}.fragment`)) {
          if (fragment === i + 1) continue;
          expect(await named(fragment - 1, `${ip}.reassembled_in`)).toEqual([i + 1]);
          completed += 1;
        }
      }
    }
    expect(completed).toBeGreaterThan(5);
    opened.close();
  });

  test("is frozen all through", async () => {
    const packet = await capture.layers(0);
    for (const each of [packet, packet.layers, packet.sources, ...flat(packet.layers)]) {
      expect(Object.isFrozen(each)).toBe(true);
    }
  });

  test("says where each field stands, within the packet's own bytes", async () => {
    for (let i = 0; i < capture.length; i += 1) {
      const { bytes } = await capture.packet(i);
      const { layers, sources } = await capture.layers(i);
      expect(sources[0]).toEqual(bytes);
      for (const { offset, length, source, generated } of flat(layers)) {
        expect(offset + length).toBeLessThanOrEqual(sources[source].length);
        if (generated) expect(length).toBe(0);
      }
    }
  });

  test("says which bytes of which packets were reassembled", async () => {
    let reassembled = 0;
    const opened = await openCapture(bytesOf("fragments"), { summary: true });
    for (let i = 0; i < opened.length; i += 1) {
      const { sources, runs } = await opened.layers(i);
      expect([runs.length, runs[0]]).toEqual([sources.length, []]);
      for (const [k, source] of [...sources.entries()].slice(1)) {
        const pieces = [];
        for (const { packet, offset, length } of runs[k]) {
          const { bytes } = await opened.packet(packet - 1);
          // Of what was in something reassembled only the packet is known.
          const stands = offset !== undefined;
          pieces.push(
            ...(stands ? bytes.subarray(offset, offset + length) : Array(length).fill(-1)),
          );
          reassembled += stands ? 1 : 0;
        }
        expect(pieces.length).toBe(source.length);
        expect(pieces.every((byte, at) => byte === -1 || byte === source[at])).toBe(true);
      }
    }
    opened.close();
    expect(reassembled).toBeGreaterThan(5);
  });

  test("gives values of every type", async () => {
    const types = new Map();
    for (const name of ["http", "dns", "hosts", "network"]) {
      const opened = await openCapture(bytesOf(name), { summary: true });
      for (const { value } of await allFields(opened)) {
        types.set(value instanceof Uint8Array ? "bytes" : typeof value, value);
      }
      opened.close();
    }
    const expected = ["bigint", "boolean", "bytes", "number", "string", "undefined"];
    expect([...types.keys()].sort()).toEqual(expected);
  });

  test("marks bits, expert info and generated fields", async () => {
    const fields = await allFields(capture);
    expect(fields.find(({ name }) => name === "tcp.flags.syn")).toMatchObject({ mask: 2 });
    expect(fields.find(({ name }) => name === "tcp.stream")).toMatchObject({ generated: true });
    const opened = await openCapture(bytesOf("icmpv6"));
    expect((await allFields(opened)).some(({ expert }) => expert)).toBe(true);
    opened.close();
  });

  test("stays as it is after closing", async () => {
    const packet = await capture.layers(0);
    const before = structuredClone(packet);
    capture.close();
    await (await openCapture(pcap(packets(20_000)), { summary: true })).close();
    expect(structuredClone(packet)).toEqual(before);
  });

  test.each([[-1], [1.5], [1e9]])("rejects packet %d", async (i) => {
    await expect(capture.layers(i)).rejects.toThrow(RangeError);
    await expect(capture.decapsulate(i)).rejects.toThrow(RangeError);
  });

  test("rejects what is no number", async () => {
    await expect(capture.layers("0")).rejects.toThrow(TypeError);
  });
});

describe("rows()", () => {
  test("gives all packets by default, or a range, frozen", async () => {
    const all = await capture.rows();
    expect(all.map(({ number }) => number)).toEqual(
      Array.from({ length: capture.length }, (_, i) => i + 1),
    );
    expect(await capture.rows(2, 5)).toEqual(all.slice(2, 5));
    expect(await capture.rows(3, 3)).toEqual([]);
    expect([all, ...all].every(Object.isFrozen)).toBe(true);
  });

  test("have the columns of the index", async () => {
    const columns = capture.columns.read();
    for (const [i, row] of (await capture.rows()).entries()) {
      expect(row.timestamp).toBe(columns.timestamp[i]);
      expect(row.capturedLength).toBe(columns.capturedLength[i]);
      expect(row.originalLength).toBe(columns.originalLength[i]);
    }
  });

  test("mark TCP analysis flags, where other packets are known", async () => {
    const marked = async (options) => {
      const opened = await openCapture(bytesOf("transport"), options);
      const rows = await opened.rows();
      opened.close();
      return rows.filter(({ analysis }) => analysis).map(({ info }) => info);
    };
    expect(await marked({ summary: true })).toEqual([
      expect.stringMatching(/^\[TCP Dup ACK 5#1\]/),
    ]);
    expect(await marked({})).toEqual([]);
  });

  test("mark packets that are truncated", async () => {
    const whole = bytesOf("http");
    const size = 20; // the header of Ethernet, and some of that of IPv4
    const bytes = whole.subarray(24 + 16, 24 + 16 + size);
    const originalLength = whole.readUInt32LE(24 + 12);
    const opened = await openCapture(
      pcap([{ seconds: 1, fraction: 0, payload: bytes, originalLength }]),
    );
    const [row] = await opened.rows();
    expect(row).toMatchObject({ truncated: true });
    expect(row).not.toHaveProperty("malformed");
    opened.close();
  });

  test("of more packets than are dissected at once, in few reads", async () => {
    const many = packets(5000);
    const blob = new Blob([pcap(many)]);
    let reads = 0;
    const slice = blob.slice.bind(blob);
    const opened = await openCapture(blob, { summary: true });
    blob.slice = (...range) => {
      reads += 1;
      return slice(...range);
    };
    const rows = await opened.rows();
    expect(rows.map(({ capturedLength }) => capturedLength)).toEqual(
      many.map(({ payload }) => payload.length),
    );
    expect(reads).toBeLessThanOrEqual(10);
    opened.close();
  });

  test("of packets far from each other, without what lies between", async () => {
    const large = { seconds: 1, fraction: 0, payload: new Uint8Array(200_000) };
    const opened = await openCapture(pcap([large, ...packets(3), large, large]));
    const rows = await opened.rows();
    expect(rows.map(({ capturedLength }) => capturedLength)).toEqual([
      ...opened.columns.read().capturedLength,
    ]);
    opened.close();
  });

  test.each([
    [-1, 2],
    [0.5, 2],
    [0, -1],
  ])("rejects the range [%d, %d)", async (from, to) => {
    await expect(capture.rows(from, to)).rejects.toThrow(RangeError);
  });
});

describe("summary", () => {
  test("has protocol and conversation of each packet, as its row says", async () => {
    const { protocols } = capture.summary;
    const { from, to, protocol, conversation, side } = capture.summary.read();
    const rows = await capture.rows();
    expect([from, to, capture.summary.length]).toEqual([0, capture.length, capture.length]);
    const first = new Map();
    rows.forEach((row, i) => {
      expect(protocols[protocol[i]]).toBe(row.protocol);
      if (conversation[i] === NO_CONVERSATION) return;
      if (!first.has(conversation[i])) first.set(conversation[i], row.source);
      expect([first.get(conversation[i]), side[i]].join()).toBe(
        [side[i] === 0 ? row.source : row.destination, side[i]].join(),
      );
    });
    expect(first.size).toBeGreaterThan(1);
    expect(Object.isFrozen(protocols)).toBe(true);
  });

  test("is read in ranges", () => {
    const all = capture.summary.read();
    const some = capture.summary.read(3, 7);
    expect(some.conversation).toEqual(all.conversation.slice(3, 7));
    expect(some.protocol).toEqual(all.protocol.slice(3, 7));
    expect(some.side).toEqual(all.side.slice(3, 7));
    expect(capture.summary.read(0, 1e9).to).toBe(all.to);
    expect(() => capture.summary.read(0, -1)).toThrow(RangeError);
    expect(() => capture.summary.read("0")).toThrow(TypeError);
  });

  test("gives packets without addresses no conversation", async () => {
    const opened = await openCapture(bytesOf("eapol"), { summary: true });
    expect(new Set(opened.summary.read().conversation)).toEqual(new Set([NO_CONVERSATION]));
    expect(opened.summary.protocols).toContain("EAPOL");
    opened.close();
  });

  test("takes memory that closing gives back", async () => {
    const source = pcap(packets(20_000));
    const kept = await openCapture(source, { summary: true });
    expect(kept.summary.memory).toBeGreaterThan(0);
    for (let i = 0; i < 100; i += 1) (await openCapture(source, { summary: true })).close();
    expect(kept.summary.read().to).toBe(20_000);
    kept.close();
  });
});

describe("without summary: true", () => {
  const uses = {
    summary: (plain) => plain.summary,
    conversations: (plain) => plain.conversations("tcp"),
    endpoints: (plain) => plain.endpoints("tcp"),
    hierarchy: (plain) => plain.hierarchy(),
  };

  test.each(Object.entries(uses))("%s throws no_summary", async (_, use) => {
    const plain = await openCapture(bytesOf("http"));
    expect(() => use(plain)).toThrow(CaptureError);
    expect(() => use(plain)).toThrow(/summary: true/);
    expect(() => use(plain)).toThrow(expect.objectContaining({ code: "no_summary" }));
    plain.close();
  });

  test("summary: must be true or false", async () => {
    await expect(openCapture(bytesOf("http"), { summary: 1 })).rejects.toThrow(TypeError);
    (await openCapture(bytesOf("http"), { summary: false })).close();
  });
});

describe("a source that became shorter", () => {
  test.each([["rows"], ["layers"], ["decapsulate"]])("%s() rejects", async (method) => {
    const blob = new Blob([bytesOf("http")]);
    const opened = await openCapture(blob, { summary: true });
    blob.slice = () => new Blob([]);
    const code = "source_changed";
    await expect(opened[method](0)).rejects.toMatchObject({ name: "CaptureError", code });
    opened.close();
  });
});

describe("decapsulate()", () => {
  const options = { linkType: 1 };
  test("takes any bytes", async () => {
    expect(await decapsulate(new Uint8Array(0), options)).toEqual({});
    expect(await decapsulate(new Uint8Array(60), { linkType: 65535 })).toEqual({});
    const { bytes } = await capture.packet(0);
    for (let size = 0; size <= bytes.length; size += 1) {
      const record = await decapsulate(bytes.subarray(0, size), options);
      expect(Object.isFrozen(record)).toBe(true);
    }
  });

  test.each([
    ["no bytes", undefined, options, TypeError],
    ["an array", [1, 2], options, TypeError],
    ["no options", new Uint8Array(4), undefined, TypeError],
    ["no link type", new Uint8Array(4), {}, TypeError],
    ["a large link type", new Uint8Array(4), { linkType: 65536 }, RangeError],
    ["a large seed", new Uint8Array(4), { linkType: 1, seed: 65536 }, RangeError],
  ])("refuses %s", async (_, bytes, wrong, error) => {
    await expect(decapsulate(bytes, wrong)).rejects.toThrow(error);
  });
});
