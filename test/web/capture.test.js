// What an open capture answers.
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { expectSameColumns } from "./same-columns.js";
import { expectedColumns, fileHeader, join, packets, pcap, record } from "./synthetic.js";

// Only pcapng says these.
const nothing = { options: [], comments: [], damaged: false };

describe.each([
  ["little", "usec"],
  ["little", "nsec"],
  ["big", "usec"],
  ["big", "nsec"],
])("a %s-endian %s capture", (order, unit) => {
  const written = packets(300);
  const header = { order, unit, snaplen: 65535, linkType: 101, thiszone: 0, sigfigs: 6 };
  const bytes = pcap(written, header);

  test("has exact columns", async () => {
    using(await openCapture(bytes), (capture) => {
      expect(capture.length).toBe(300);
      expect(capture.columns.length).toBe(300);
      expectSameColumns(capture.columns.read(), expectedColumns(written, { unit }));
    });
  });

  test("gives packets with their bytes", async () => {
    const capture = await openCapture(bytes);
    const columns = expectedColumns(written, { unit });
    for (const i of [0, 1, 127, 128, 299]) {
      expect(await capture.packet(i)).toEqual({
        number: i + 1,
        timestamp: columns.timestamp[i],
        capturedLength: columns.capturedLength[i],
        originalLength: columns.originalLength[i],
        interfaceId: 0,
        linkType: 101,
        offset: columns.offset[i],
        bytes: written[i].payload,
        ...nothing,
        hashes: [],
        verdicts: [],
      });
    }
    capture.close();
  });

  test("has its header", async () => {
    using(await openCapture(bytes), ({ sections, interfaces }) => {
      expect(sections).toEqual([
        {
          format: "pcap",
          variant: unit,
          byteOrder: order,
          magic: unit === "nsec" ? 0xa1b23c4d : 0xa1b2c3d4,
          versionMajor: 2,
          versionMinor: 4,
          thiszone: 0,
          sigfigs: 6,
          snaplen: 65535,
          linkTypeWord: 101,
          offset: 0,
          optionsKept: true,
          ...nothing,
        },
      ]);
      expect(interfaces).toEqual([
        {
          section: 0,
          linkType: 101,
          linkTypeName: "RAW",
          linkTypeDescription: expect.any(String),
          snaplen: 65535,
          ticksPerSecond: unit === "nsec" ? 1e9 : 1e6,
          timestampOffset: 0n,
          ipv4Addresses: [],
          ipv6Addresses: [],
          optionsKept: true,
          ...nothing,
        },
      ]);
    });
  });
});

function using(capture, look) {
  look(capture);
  capture.close();
}

test("times are exact to the nanosecond up to the last second of the format", async () => {
  const times = [
    [0, 0],
    [0, 1],
    [1_700_000_000, 999_999_999],
    [2 ** 31, 123_456_789],
    [2 ** 32 - 1, 999_999_999],
  ];
  const payload = new Uint8Array(1);
  const written = times.map(([seconds, fraction]) => ({ seconds, fraction, payload }));
  const capture = await openCapture(pcap(written, { unit: "nsec" }));
  const exact = times.map(([seconds, fraction]) => BigInt(seconds) * 10n ** 9n + BigInt(fraction));
  expect([...capture.columns.read().timestamp]).toEqual(exact);
  expect((await capture.packet(4)).timestamp).toBe(4_294_967_295_999_999_999n);
  capture.close();
});

test("a fraction above a second is carried into the seconds", async () => {
  const damaged = { seconds: 1000, fraction: 1_500_000, payload: new Uint8Array(4) };
  const capture = await openCapture(pcap([damaged]));
  expect((await capture.packet(0)).timestamp).toBe(1_001_500_000_000n);
  expect(capture.issues[0]).toMatchObject({ severity: "warning", packet: 1 });
  capture.close();
});

test("a capture without packets opens", async () => {
  const capture = await openCapture(fileHeader());
  expect(capture.length).toBe(0);
  expectSameColumns(capture.columns.read(), expectedColumns([]));
  await expect(capture.packet(0)).rejects.toThrow(RangeError);
  capture.close();
});

test("the FCS length of the link type word is there", async () => {
  const capture = await openCapture(fileHeader({ linkType: 0x24000001 }));
  expect(capture.sections[0].linkTypeWord).toBe(0x24000001);
  expect(capture.interfaces[0]).toMatchObject({ linkType: 1, fcsLength: 4 });
  capture.close();
});

describe("issues", () => {
  test("say where, which packet, and what", async () => {
    const [first, second] = packets(2);
    const bytes = pcap([first, second]).slice(0, -3);
    const capture = await openCapture(bytes);
    expect(capture.length).toBe(1);
    expect(capture.issueCount).toBe(1);
    expect(capture.issues).toEqual([
      {
        kind: "truncated_packet",
        severity: "error",
        offset: expect.any(Number),
        packet: 2,
        message: expect.stringMatching(/^[A-Z].*\.$/),
      },
    ]);
    capture.close();
  });

  test("are all counted, and the first 1000 of a kind are kept", async () => {
    const damaged = packets(2500).map((packet) => ({ ...packet, fraction: 1_000_000 }));
    const capture = await openCapture(pcap(damaged));
    expect(capture.issueCount).toBe(2500);
    expect(capture.issues).toHaveLength(1000);
    expect(capture.issues.at(-1).packet).toBe(1000);
    capture.close();
  });

  test("cannot be changed, nor can sections and interfaces", async () => {
    const capture = await openCapture(pcap(packets(3)).slice(0, -1));
    for (const items of [capture.issues, capture.sections, capture.interfaces]) {
      expect(items).toHaveLength(1);
      expect(() => items.pop()).toThrow(TypeError);
      expect(() => Object.assign(items[0], { offset: 5, section: 5 })).toThrow(TypeError);
    }
    capture.close();
  });
});

test("captures open at the same time do not disturb each other", async () => {
  const sets = Array.from({ length: 8 }, (_, i) => packets(5000 + i, { payloadLimit: 300 + i }));
  const blobs = sets.map((set) => new Blob([pcap(set)]));
  const captures = await Promise.all(blobs.map((blob) => openCapture(blob)));
  captures[3].close();
  captures.forEach((capture, i) => {
    if (i !== 3) expectSameColumns(capture.columns.read(), expectedColumns(sets[i]));
    capture.close();
  });
});

test("a packet may be larger than the blocks the source is read in", async () => {
  const payload = Uint8Array.from({ length: 3_000_001 }, (_, i) => i * 13);
  const around = { seconds: 1, fraction: 2, payload: Uint8Array.of(7) };
  const written = [around, { seconds: 1, fraction: 3, payload }, around];
  // The core's maximum depends on the link type: 128 MiB for USBPcap.
  const bytes = join([
    fileHeader({ linkType: 249, snaplen: 1 << 27 }),
    ...written.map((each) => record(each)),
  ]);
  const capture = await openCapture(bytes);
  expectSameColumns(capture.columns.read(), expectedColumns(written));
  expect(Buffer.compare((await capture.packet(1)).bytes, payload)).toBe(0);
  capture.close();
});
