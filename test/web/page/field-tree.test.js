// The tree of layers, without a browser.
import { describe, expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const { ancestorsOf, counterpartOf, nodeAtByte, nodesInSight, nodesOf } =
  await bundled("packet/field-tree.ts");

const field = (name, offset, length, fields = [], source = 0) => ({
  ...{ name, offset, length, source, fields, title: name, text: name },
});
const ethernet = field("eth", 0, 14, [field("eth.dst", 0, 6), field("eth.type", 12, 2)]);
const flags = field("tcp.flags", 26, 2, [field("tcp.flags.syn", 27, 1)]);
const worked = field("tcp.stream", 0, 0);
const tcp = field("tcp", 14, 20, [worked, flags]);
const whole = field("http", 14, 100, [], 1);
const nodes = nodesOf([ethernet, tcp, whole]);
const named = (name) => nodes.find((node) => node.field.name === name);
const names = (some) => some.map((node) => node.field.name);

test("nodes stand in the order of the layers, each before what is inside it", () => {
  expect(nodes.map((node) => [node.field.name, node.depth, node.parent])).toEqual([
    ["eth", 0, undefined],
    ["eth.dst", 1, 0],
    ["eth.type", 1, 0],
    ["tcp", 0, undefined],
    ["tcp.stream", 1, 3],
    ["tcp.flags", 1, 3],
    ["tcp.flags.syn", 2, 5],
    ["http", 0, undefined],
  ]);
  expect(nodes.map((node) => node.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test("what has expert info inside is marked, however deep", () => {
  const expert = { ...field("_ws.expert.severity", 0, 0), value: 0x600000 };
  const others = nodesOf([field("ip", 0, 20, [field("ip.flags", 6, 1, [expert])]), ethernet]);
  expect(others.map(({ isNoted }) => isNoted)).toEqual([true, true, true, false, false, false]);
  const chat = { ...expert, value: 0x200000 };
  expect(nodesOf([chat]).map(({ isNoted }) => isNoted)).toEqual([false]);
});

describe("in sight are", () => {
  const seen = (...open) => names(nodesInSight(nodes, (node) => open.includes(node.field.name)));

  test("only layers when nothing is open", () => {
    expect(seen()).toEqual(["eth", "tcp", "http"]);
  });

  test("the fields of what is open", () => {
    expect(seen("tcp")).toEqual(["eth", "tcp", "tcp.stream", "tcp.flags", "http"]);
  });

  test("not the inside of what is itself out of sight", () => {
    expect(seen("tcp.flags")).toEqual(["eth", "tcp", "http"]);
  });

  test("everything when all is open", () => {
    expect(nodesInSight(nodes, () => true)).toEqual(nodes);
  });
});

test("what a node is in, from the nearest on", () => {
  expect(names(ancestorsOf(nodes, named("tcp.flags.syn")))).toEqual(["tcp.flags", "tcp"]);
  expect(ancestorsOf(nodes, named("eth"))).toEqual([]);
});

test.each([
  [0, 0, "eth.dst"],
  [0, 5, "eth.dst"],
  [0, 6, "eth"],
  [0, 12, "eth.type"],
  [0, 14, "tcp"],
  [0, 26, "tcp.flags"],
  [0, 27, "tcp.flags.syn"],
  [1, 14, "http"],
])("of source %i byte %i belongs to %s", (source, byte, name) => {
  expect(nodeAtByte(nodes, source, byte)?.field.name).toBe(name);
});

test("a bit of a field that has all its bytes gives way to the field", () => {
  const bit = { ...field("eth.dst.ig", 0, 6), mask: 1 };
  const others = nodesOf([field("eth", 0, 14, [field("eth.dst", 0, 6, [bit])])]);
  expect(nodeAtByte(others, 0, 3)?.field.name).toBe("eth.dst");
});

test("a byte behind all fields belongs to none", () => {
  expect(nodeAtByte(nodes, 0, 34)).toBeUndefined();
  expect(nodeAtByte(nodes, 2, 0)).toBeUndefined();
});

describe("the counterpart in another packet", () => {
  const other = nodesOf([tcp, ethernet]);
  const nameless = nodesOf([field("arp", 0, 28)]);

  test("is the field of the same name", () => {
    expect(counterpartOf(other, named("eth.type"))).toMatchObject({ index: 6 });
  });

  test("is the one of the same index of several", () => {
    const twice = nodesOf([field("a", 0, 1), field("a", 1, 1)]);
    expect(counterpartOf(twice, twice[1])).toBe(twice[1]);
  });

  test("is none where there is no such field", () => {
    expect(counterpartOf(nameless, named("eth.type"))).toBeUndefined();
    expect(counterpartOf(other, undefined)).toBeUndefined();
  });
});
