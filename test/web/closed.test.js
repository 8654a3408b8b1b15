// A closed capture answers no more.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { CaptureError, openCapture } from "packetglass";
import { packets, pcap } from "./synthetic.js";

const closed = expect.objectContaining({ name: "CaptureError", code: "closed" });

describe("after close()", () => {
  let capture;
  let columns;
  let summary;
  beforeEach(async () => {
    capture = await openCapture(pcap(packets(10)), { summary: true });
    columns = capture.columns;
    summary = capture.summary;
  });

  const uses = {
    length: () => capture.length,
    size: () => capture.size,
    compression: () => capture.compression,
    columns: () => capture.columns,
    sections: () => capture.sections,
    interfaces: () => capture.interfaces,
    issues: () => capture.issues,
    issueCount: () => capture.issueCount,
    "columns.length": () => columns.length,
    "columns.memory": () => columns.memory,
    "columns.read()": () => columns.read(),
    "columns.read(0, 0)": () => columns.read(0, 0),
    "conversations()": () => capture.conversations("ip"),
    "endpoints()": () => capture.endpoints("ip"),
    "hierarchy()": () => capture.hierarchy(),
    summary: () => capture.summary,
    "summary.length": () => summary.length,
    "summary.memory": () => summary.memory,
    "summary.protocols": () => summary.protocols,
    "summary.read()": () => summary.read(),
  };

  test.each(Object.entries(uses))("%s throws", (_, use) => {
    expect(use).not.toThrow();
    capture.close();
    expect(use).toThrow(CaptureError);
    expect(use).toThrow(closed);
  });

  const reads = ["packet", "rows", "layers", "decapsulate"];
  test.each(reads)("%s() rejects", async (method) => {
    capture.close();
    await expect(capture[method](0)).rejects.toEqual(closed);
  });

  test.each(reads)("%s() under way rejects", async (method) => {
    const reading = capture[method](0);
    capture.close();
    await expect(reading).rejects.toEqual(closed);
  });

  test("layers() under way rejects, whoever dissects", async () => {
    const plain = await openCapture(pcap(packets(10)));
    const reading = plain.layers(0);
    plain.close();
    await expect(reading).rejects.toEqual(closed);
  });

  test("close() may be called again", () => {
    capture.close();
    expect(() => capture.close()).not.toThrow();
  });

  test("a packet read before stays", async () => {
    const packet = await capture.packet(9);
    capture.close();
    expect(packet.bytes).toEqual(packets(10)[9].payload);
  });

  test("Symbol.dispose closes", () => {
    capture[Symbol.dispose]();
    expect(() => capture.length).toThrow(closed);
    expect(Object.keys(capture)).toEqual([]);
  });
});
