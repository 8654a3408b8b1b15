// Fragments inside of fragments, and of many conversations: what is read again grows no faster than
// the capture, and is bounded for a packet.
import { describe, expect, jest, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { bytes, ip4, pcap, tcp, there, u16 } from "../captures/dissect/packets.mjs";
import { all } from "./http-objects.js";

jest.setTimeout(120_000); // It is about counts, not about time.

const [from, to] = ["192.0.2.1", "198.51.100.2"];

/** IPv4 alone: without a checksum, which nobody asks for. */
function ipv4(protocol, payload, { id = 0, offset = 0, more = false } = {}) {
  const flags = (more ? 0x2000 : 0) | (offset / 8);
  const head = bytes(0x45, 0, u16(20 + payload.length), u16(id), u16(flags), 64, protocol, u16(0));
  return bytes(head, ip4(from), ip4(to), payload);
}

/** A packet as fragments of 8 bytes. */
function fragments(packet, id) {
  return Array.from({ length: Math.ceil(packet.length / 8) }, (_, i) => {
    const payload = packet.subarray(8 * i, 8 * i + 8);
    return ipv4(4, payload, { id, offset: 8 * i, more: 8 * i + 8 < packet.length });
  });
}

/** A datagram of so many fragments, each of which comes in four of another one. */
function nested(parts) {
  const inner = (i) => ipv4(17, Buffer.alloc(8), { id: 7, offset: 8 * i, more: i < parts - 1 });
  return Array.from({ length: parts }, (_, i) => fragments(inner(i), i)).flat();
}

/** A file, and what is read of it. */
function counted(content) {
  const source = { file: new Blob([content]), bytes: 0, reads: 0 };
  const { slice } = source.file;
  source.file.slice = (begin, end) => {
    source.bytes += end - begin;
    source.reads += 1;
    return slice.call(source.file, begin, end);
  };
  return source;
}

function* notesOf(fields) {
  for (const { name, text, fields: inside } of fields) {
    if (name === "_ws.expert") yield text;
    yield* notesOf(inside);
  }
}

describe("the last packet of a datagram whose fragments were reassembled themselves", () => {
  const leftOut = "not reassembled: too many packets would have to be read again";

  // The first two take 7999 and 1999 others; the last would take 31,999.
  test.each([
    [500, false],
    [2000, false],
    [8000, true],
  ])("of %d parts reads the others once", async (parts, isLeftOut) => {
    const content = pcap(101, nested(parts));
    const source = counted(content);
    const capture = await openCapture(source.file, { summary: true });
    expect(capture.length).toBe(4 * parts);
    for (const ask of ["rows", "layers"]) {
      [source.bytes, source.reads] = [0, 0];
      const last = capture.length - 1;
      const answer = await (ask === "rows" ? capture.rows(last, last + 1) : capture.layers(last));
      expect(source.bytes).toBeLessThanOrEqual(isLeftOut ? 200 : content.length);
      expect(source.reads).toBeLessThanOrEqual(4 + parts / 100);
      if (ask === "rows") continue;
      const notes = [...notesOf(answer.layers)].filter((text) => text.includes(leftOut));
      expect([answer.sources.length > 2, notes.length]).toEqual([!isLeftOut, Number(isLeftOut)]);
    }
    capture.close();
  });

  test("all rows read each packet a few times at the most", async () => {
    for (const parts of [500, 1000, 2000]) {
      const content = pcap(101, nested(parts));
      const source = counted(content);
      const capture = await openCapture(source.file, { summary: true });
      source.bytes = 0;
      for (let at = 0; at < capture.length; at += 256) {
        await capture.rows(at, Math.min(at + 256, capture.length));
      }
      expect(source.bytes).toBeLessThanOrEqual(3 * content.length);
      capture.close();
    }
  });
});

test("objects() reads a fragment once for each conversation that has it, whatever else there is", async () => {
  for (const count of [200, 800, 3200]) {
    const packets = [];
    for (let i = 0; i < count; i += 1) {
      const request = (aim) =>
        there(6, tcp(1 + i, 80, `GET /${aim} HTTP/1.1\r\n\r\n`, { seq: 1, ack: 1, flags: "PA" }));
      packets.push(...fragments(Buffer.alloc(16), i), request(i).subarray(14));
    }
    const content = pcap(101, packets);
    const source = counted(content);
    const capture = await openCapture(source.file, { summary: true });
    source.bytes = 0;
    expect(await all(capture.objects())).toEqual([]);
    expect(source.bytes).toBeLessThanOrEqual(2 * content.length);
    capture.close();
  }
});
