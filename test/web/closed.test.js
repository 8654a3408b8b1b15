// A closed capture answers no more.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { CaptureError, openCapture } from "packetglass";
import { packets, pcap } from "./synthetic.js";

const closed = expect.objectContaining({ name: "CaptureError", code: "closed" });

describe("after close()", () => {
  let capture;
  let columns;
  beforeEach(async () => {
    capture = await openCapture(pcap(packets(10)));
    columns = capture.columns;
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
  };

  test.each(Object.entries(uses))("%s throws", (_, use) => {
    expect(use).not.toThrow();
    capture.close();
    expect(use).toThrow(CaptureError);
    expect(use).toThrow(closed);
  });

  test("packet() rejects", async () => {
    capture.close();
    await expect(capture.packet(0)).rejects.toEqual(closed);
  });

  test("a packet under way rejects", async () => {
    const reading = capture.packet(0);
    capture.close();
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
