// Packets that are built are those of test/captures/edit/built-packets.txt, which tshark reads without a
// complaint, its checks of checksums switched on: test/captures/README.md says how.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { buildPacket } from "packetglass";
import * as inline from "packetglass/inline";
import * as worker from "packetglass/worker";
import { root } from "../../.ci/command.mjs";
import { fieldsOfCore, layersOfCore, recordsOfCore } from "./layers-of-core.js";

const here = "02:00:00:00:00:01";
const there = "02-00-00-00-00-02";
const here6 = "2001:db8::1";
const there6 = "2001:db8:0:0::2";
const thereBytes = Uint8Array.of(198, 51, 100, 2);

const ethernet = { layer: "ethernet", destination: there, source: here };
const ipv4 = { layer: "ipv4", source: "192.0.2.1", destination: thereBytes };
const ipv6 = { layer: "ipv6", source: here6, destination: there6 };
const udp = (source, destination) => ({ layer: "udp", source, destination });
const text = (words) => ({ layer: "payload", bytes: Buffer.from(words) });

const syn = {
  layer: "tcp",
  source: 49152,
  destination: 80,
  sequence: 0x01020304,
  flags: ["syn", "ece", "cwr"],
  window: 64240,
  options: [{ mss: 1460 }, "sackPermitted", { timestamps: [123456, 0] }, "nop", { windowScale: 7 }],
};
const acknowledgment = {
  layer: "tcp",
  source: 80,
  destination: 49152,
  sequence: 1,
  acknowledgment: 0x01020305,
  flags: 0x010 | 0x008 | 0x020,
  urgentPointer: 3,
  options: ["nop", "nop", { sack: [[100, 200], [300, 400]] }], // biome-ignore format: pairs of edges
};
const question = { name: "www.example.com", type: 28 };
const response = {
  layer: "dns",
  id: 0x1234,
  flags: 0x8180,
  questions: [question],
  answers: [
    { name: "www.example.com", type: 5, timeToLive: 300, data: "web.example.com." },
    {
      name: "web.example.com",
      type: 28,
      timeToLive: 60,
      data: Uint8Array.of(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2),
    },
  ],
  authorities: [{ name: "example.com", type: 2, timeToLive: 3600, data: "ns.example.com" }],
  additionals: [{ name: "ns.example.com", timeToLive: 3600, data: thereBytes }],
};
const alert = {
  ...ipv4,
  trafficClass: 0xb8,
  identification: 0xbeef,
  dontFragment: true,
  timeToLive: 1,
  options: Uint8Array.of(0x94, 0x04, 0x00, 0x00, 0x01),
};
const labelled = { ...ipv6, trafficClass: 0x28, flowLabel: 0xabcde, hopLimit: 255 };
const tags = [
  { ...ethernet, type: 0x88a8 },
  { layer: "vlan", id: 100, priority: 5, dropEligible: true },
  { layer: "vlan", id: 4095 },
];
const chunk = { layer: "sctpData", tsn: 7, stream: 1, streamSequence: 2, payloadProtocol: 46 };
const sctp = { layer: "sctp", source: 5000, destination: 5001, verificationTag: 0xcafe };
const echo = { rest: 0x00010002 };

const packets = {
  "udp-odd": [ethernet, ipv4, udp(1000, 9), text("odd")],
  "udp-even": [ethernet, ipv4, udp(1000, 9), text("even")],
  "udp-empty": [ethernet, ipv4, udp(1000, 9)],
  "udp-padded": [{ ...ethernet, padded: true }, ipv4, udp(1000, 9), text("short")],
  "udp-ipv6-odd": [ethernet, ipv6, udp(1000, 9), text("odd")],
  "tcp-syn": [ethernet, alert, syn],
  "tcp-sack": [ethernet, labelled, acknowledgment, text("a byte and some")],
  "vlan-twice": [...tags, ipv4, udp(1, 9), text("!")],
  "icmp-echo": [ethernet, ipv4, { layer: "icmp", ...echo }, text("abcdefg")],
  "icmpv6-echo": [ethernet, ipv6, { layer: "icmpv6", ...echo }, text("abcdefg")],
  "dns-query": [
    ethernet,
    ipv4,
    udp(40000, 53),
    { layer: "dns", id: 0x1234, questions: [question] },
  ],
  "dns-response": [ethernet, ipv6, udp(53, 40000), response],
  "ip-in-ip": [ethernet, ipv4, ipv6, ipv4, udp(1, 9), text("deep")],
  "sctp-data": [ethernet, ipv4, sctp, chunk, text("odd")],
};

const hex = async (layers) => Buffer.from(await buildPacket(layers)).toString("hex");

const golden = readFileSync(join(root, "test/captures/edit/built-packets.txt"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split(" "));

test.each(golden)("builds what tshark reads: %s", async (name, bytes) => {
  expect(await hex(packets[name])).toBe(bytes);
});

test("all packets are compared, and all layers are in them", () => {
  expect(Object.keys(packets).sort()).toEqual(golden.map(([name]) => name));
  const used = new Set(Object.values(packets).flatMap((all) => all.map(({ layer }) => layer)));
  expect([...used].sort()).toEqual(layersOfCore().sort());
});

// By hand: one packet with everything that is filled in elsewhere, and what no golden packet has.
test("writes what is given, right or wrong", async () => {
  const wrong = { ...ipv4, length: 7, checksum: 0x1234, protocol: 99 };
  expect(await hex([wrong, { ...udp(1, 2), length: 3, checksum: 0x4567 }])).toBe(
    "450000070000000040631234c0000201c63364020001000200034567",
  );
  const fragment = { layer: "ipv4", moreFragments: true, fragmentOffset: 0x1fff, checksum: 0 };
  expect(await hex([{ ...fragment, length: 0 }])).toBe(
    `45000000${"00003fff403b0000"}${"00".repeat(8)}`,
  );
  const message = { layer: "dns", lengthPrefixed: true, questions: [{ name: "a", class: 255 }] };
  expect(await hex([message])).toBe("0013000001000001000000000000016100000100ff");
  const kind = { kind: 254, content: Uint8Array.of(1, 2) };
  expect(await hex([{ layer: "tcp", options: [kind, "end"], flags: ["accurateEcn"] }])).toMatch(
    /^0{24}7100ffff00000000fe04010200000000$/,
  );
  expect(await hex([])).toBe("");
});

/** What is not as it is by default, for a type of the core. */
const others = {
  MacAddress: here,
  Ipv4Address: "192.0.2.1",
  Ipv6Address: here6,
  bool: true,
  Octets: Uint8Array.of(1, 2, 3, 4),
  string: "name",
};
const otherOf = ({ type, bits }) => others[type] ?? (bits ? 2 ** bits - 2 : [{ name: "x" }]);

describe.each(layersOfCore())("fields of %s", (layer) => {
  const fields = fieldsOfCore(layer);

  test.each(fields.map((field) => [field.name, field]))("%s is written", async (name, field) => {
    expect(await hex([{ layer, [name]: otherOf(field) }])).not.toBe(await hex([{ layer }]));
  });

  const numbers = fields.filter(({ bits }) => bits).map(({ name, bits }) => [name, bits]);
  if (numbers.length === 0) return;
  test.each(numbers)("%s has %d bits", async (name, bits) => {
    const build = (value) => buildPacket([text(""), { layer, [name]: value }]);
    for (const value of [-1, 1.5, Number.NaN, 2 ** bits]) {
      await expect(build(value)).rejects.toThrow(RangeError);
      await expect(build(value)).rejects.toThrow(`layers[1].${name} must be an integer from 0 to`);
    }
    for (const value of ["1", 1n, null, true]) {
      await expect(build(value)).rejects.toThrow(TypeError);
    }
  });
});

test.each(recordsOfCore())("fields of records: %s", async (record, list, fields) => {
  for (const field of fields) {
    const one = { [field.name]: otherOf(field) };
    const [with_, without] = await Promise.all(
      [one, {}].map((each) => hex([{ layer: "dns", [list]: [each] }])),
    );
    expect([record, field.name, with_ === without]).toEqual([record, field.name, false]);
  }
});

const refused = [
  [3, TypeError, "layers must be an array"],
  [[null], TypeError, "layers[0].layer must be one of"],
  [[{ layer: "ipv5" }], TypeError, 'not "ipv5"'],
  [[{ layer: "toString" }], TypeError, "layers[0].layer must be one of"],
  [[{ layer: "udp", port: 1 }], TypeError, 'layers[0] has nothing called "port"'],
  [
    [{ layer: "ipv4", source: "1.2.3" }],
    RangeError,
    'layers[0].source: "1.2.3" is no IPv4 address.',
  ],
  [[{ layer: "ipv4", source: here6 }], RangeError, "is no IPv4 address"],
  [[{ layer: "ipv6", source: "::1::" }], RangeError, "is no IPv6 address"],
  [[{ layer: "ethernet", source: "2:0:0:0:0:1" }], RangeError, "is no MAC address"],
  [[{ layer: "ipv4", source: new Uint8Array(16) }], RangeError, "must have 4 bytes, not 16"],
  [[{ layer: "ipv4", source: 7 }], TypeError, "layers[0].source must be a Uint8Array or a text"],
  [[{ layer: "ethernet", padded: 1 }], TypeError, "layers[0].padded must be true or false"],
  [[{ layer: "payload", bytes: [1] }], TypeError, "layers[0].bytes must be a Uint8Array"],
  [[{ layer: "tcp", flags: ["sin"] }], TypeError, 'layers[0].flags has nothing called "sin"'],
  [
    [{ layer: "tcp", options: ["mss"] }],
    TypeError,
    "layers[0].options[0] must be an option of TCP",
  ],
  [[{ layer: "tcp", options: [{ mss: 1, x: 2 }] }], TypeError, "must be an option of TCP"],
  [[{ layer: "tcp", options: [{ mss: 65536 }] }], RangeError, "layers[0].options[0].mss must be"],
  [[{ layer: "tcp", options: [{ timestamps: [1] }] }], RangeError, "must have two numbers"],
  [[{ layer: "tcp", options: new Uint8Array(41) }], RangeError, "41 bytes of options of TCP"],
  [[{ layer: "ipv4", options: new Uint8Array(41) }], RangeError, "41 bytes of options of IPv4"],
  [[{ layer: "dns", questions: {} }], TypeError, "layers[0].questions must be an array"],
  [[{ layer: "dns", questions: [{ name: "a..b" }] }], RangeError, '"a..b" has an empty label'],
  [[{ layer: "dns", questions: [{ data: "a" }] }], TypeError, "layers[0].questions[0] has nothing"],
  [
    [{ layer: "udp" }, { layer: "dns", answers: [{}, { name: "x", data: "a..b" }] }],
    RangeError,
    'layers[1].answers[1].data: The name "a..b" has an empty label.',
  ],
];
test.each(refused)("refuses %j", async (layers, type, message) => {
  await expect(buildPacket(layers)).rejects.toThrow(type);
  await expect(buildPacket(layers)).rejects.toThrow(message);
});

test("what does not fit into a length is an error, unless the length is given", async () => {
  const large = { layer: "payload", bytes: new Uint8Array(65_536) };
  await expect(buildPacket([udp(1, 2), large])).rejects.toMatchObject({
    name: "CaptureError",
    code: "packet_too_large",
    message: "What is in UDP is more than the 65535 bytes that it can say.",
  });
  expect((await buildPacket([{ ...udp(1, 2), length: 8 }, large])).length).toBe(65_544);
  expect(await hex([udp(1, 2)])).toBe("0001000200080000"); // the next one is built
});

test("a Worker builds the same, and many at once take one module", async () => {
  const all = Object.values(packets);
  const built = await Promise.all(all.map((layers) => buildPacket(layers)));
  expect(await Promise.all(all.map((layers) => worker.buildPacket(layers)))).toEqual(built);
  await expect(worker.buildPacket([{ layer: "ipv5" }])).rejects.toThrow(TypeError);
  await worker.terminate();
});

test("packetglass/inline says that it cannot", async () => {
  await expect(inline.buildPacket([])).rejects.toMatchObject({ code: "unsupported" });
});
