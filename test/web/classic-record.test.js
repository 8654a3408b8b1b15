// What the records of the rarer variants of classic pcap say beyond time and lengths.
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { fileHeader, join } from "./synthetic.js";

const payload = Uint8Array.from({ length: 60 }, (_, i) => i);

/** A capture of some packets whose record headers end with the bytes of `extra`. */
function captureOf(header, extra, { order = "little", packet = payload } = {}) {
  const records = Array.from({ length: 6 }, (_, i) => {
    const bytes = Buffer.alloc(16);
    const words = [1_700_000_000 + i, 1000, packet.length, packet.length];
    words.forEach((word, at) => {
      bytes[order === "little" ? "writeUInt32LE" : "writeUInt32BE"](word, at * 4);
    });
    return join([bytes, extra, packet]);
  });
  return join([fileHeader({ order, ...header }), ...records]);
}

/** Numbers of some sizes as bytes. */
function fields(order, ...pairs) {
  return join(
    pairs.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      bytes[order === "little" ? "writeUIntLE" : "writeUIntBE"](value, 0, size);
      return bytes;
    }),
  );
}

async function recordOf(source, variant) {
  const capture = await openCapture(source);
  expect(capture.sections[0].variant).toBe(variant);
  const packet = await capture.packet(3);
  capture.close();
  expect(packet).toMatchObject({ number: 4, options: [], comments: [], damaged: false });
  return packet;
}

describe.each(["little", "big"])("in a %s-endian capture", (order) => {
  const of = (header, ...pairs) => captureOf(header, fields(order, ...pairs), { order });

  test("modified pcap has interface, protocol, packet type and padding", async () => {
    const source = of({ magic: 0xa1b2cd34 }, [4, 2], [2, 0x800], [1, 4], [1, 0xee]);
    const { record, bytes } = await recordOf(source, "ss991029");
    expect(bytes).toEqual(payload);
    expect(record).toEqual({
      interfaceIndex: 2,
      protocol: 0x800,
      packetType: 4,
      padding: Uint8Array.of(0xee),
    });
  });

  test("SuSE 6.3 also has two CPU numbers", async () => {
    const tail = [1, 2, 3].map((byte) => [1, byte]);
    const source = of({ magic: 0xa1b2cd34 }, [4, 2], [2, 0x800], [1, 0], [1, 5], [1, 6], ...tail);
    const { record } = await recordOf(source, "ss990915");
    expect(record).toEqual({
      interfaceIndex: 2,
      protocol: 0x800,
      packetType: 0,
      cpu1: 5,
      cpu2: 6,
      padding: Uint8Array.of(1, 2, 3),
    });
  });

  test("netsniff-ng has the source of the time and the hardware's type", async () => {
    const source = of({ magic: 0xa1e2cb12 }, [2, 1], [2, 7], [2, 0x86dd], [1, 1], [1, 4]);
    const { record } = await recordOf(source, "borkmann");
    expect(record).toEqual({
      timestampSource: 1,
      interfaceIndex: 7,
      protocol: 0x86dd,
      hardwareType: 1,
      packetType: 4,
    });
  });

  test("Nokia has four bytes", async () => {
    const source = captureOf({}, Uint8Array.of(1, 2, 3, 4), { order });
    const { record, bytes } = await recordOf(source, "nokia");
    expect(record).toEqual({ nokia: Uint8Array.of(1, 2, 3, 4) });
    expect(bytes).toEqual(payload);
  });

  test("the ordinary one has nothing", async () => {
    const source = captureOf({}, new Uint8Array(0), { order });
    expect((await recordOf(source, "usec")).record).toBeUndefined();
  });
});

test("AIX has padding in front of packets of FDDI", async () => {
  const packet = join([Uint8Array.of(7, 8, 9), payload]);
  const header = { version: [2, 2], linkType: 15 };
  const source = captureOf(header, new Uint8Array(0), { order: "big", packet });
  const { record, bytes } = await recordOf(source, "aix");
  expect(record).toEqual({ padding: Uint8Array.of(7, 8, 9) });
  expect(bytes).toEqual(payload);
});
