// Packets and layers in batches, and single fields of layers: as one by one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { field, fields, openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import { datagrams } from "./datagrams.js";
import { scratch } from "./scratch.js";
import { pcap } from "./synthetic.js";

const file = scratch();
const captures = join(import.meta.dirname, "../captures");
const paths = ["dissect/http.pcap", "dissect/fragments.pcap", "pcapng-kinds-of-packets.pcapng"];

afterAll(() => worker.terminate());

async function flat(batches) {
  const found = [];
  for await (const batch of batches) found.push(...batch);
  return found;
}

describe.each([
  ["this thread", openCapture],
  ["a Worker", worker.openCapture],
])("in %s", (_, open) => {
  test.each(paths)("all of %s are those that are asked for one by one", async (name) => {
    const capture = await open(join(captures, name), { summary: true });
    const indices = Array.from({ length: capture.length }, (_, i) => i);
    const packets = await Promise.all(indices.map((i) => capture.packet(i)));
    const layers = await Promise.all(indices.map((i) => capture.layers(i)));
    expect(packets.length).toBeGreaterThan(1);
    expect(await flat(capture.packets())).toEqual(packets);
    expect(await flat(capture.layers(0, Number.POSITIVE_INFINITY))).toEqual(layers);
    expect(await flat(capture.packets(1, 2))).toEqual(packets.slice(1, 2));
    expect(await flat(capture.layers(1, 2))).toEqual(layers.slice(1, 2));
    await capture.close();
  });

  test("a batch has some packets, and an iteration may be left", async () => {
    const capture = await open(file("many.pcap", pcap(datagrams(3000))));
    const sizes = [];
    for await (const batch of capture.packets()) sizes.push(batch.length);
    expect(sizes).toEqual([1024, 1024, 952]);
    for await (const batch of capture.layers(500, 3000)) {
      expect([batch.length, field(batch[0], "udp.length") >= 8]).toEqual([128, true]);
      break;
    }
    expect(await flat(capture.packets(7, 7))).toEqual([]);
    await capture.close();
  });

  test("what is no range is refused", async () => {
    const capture = await open(join(captures, paths[0]));
    const asked = async (ask) => flat(ask());
    await expect(asked(() => capture.packets(-1))).rejects.toThrow(RangeError);
    await expect(asked(() => capture.layers(0, 1.5))).rejects.toThrow(RangeError);
    await expect(asked(() => capture.packets("1"))).rejects.toThrow(TypeError);
    await expect((async () => capture.layers())()).rejects.toThrow(TypeError);
    await capture.close();
  });
});

test("field() gives the first value of a name, or of what it stands for", async () => {
  const capture = await openCapture(join(captures, paths[0]));
  const layers = await capture.layers(0);
  expect(field(layers, "http.host")).toBe("www.example.org");
  expect(field(layers, "ip.addr")).toBe(field(layers, "ip.src"));
  expect(field(layers, "tcp.flags.ack")).toBe(true);
  expect(field(layers, "dns.qry.name")).toBeUndefined();
  expect(field(layers, "constructor")).toBeUndefined();
  expect(() => field(layers, 7)).toThrow(TypeError);
  capture.close();
});

// What stands in web/lib/capture/field.ts is what the list of fields says.
const source = readFileSync(join(import.meta.dirname, "../../web/lib/capture/field.ts"), "utf8");

test("the types of well known fields are those of the list", async () => {
  const known = new Map((await fields("")).map(({ name, type }) => [name, type]));
  const declared = [...source.matchAll(/^ {2}"([\w.]+)": (\w+);$/gm)];
  expect(declared.length).toBeGreaterThan(70);
  const ofType = (type) => {
    if (type === "boolean") return "boolean";
    return /^(u?int(8|16|24|32|40|48)|framenum)$/.test(type) ? "number" : "string";
  };
  for (const [, name, type] of declared) {
    expect([name, known.has(name), type]).toEqual([name, true, ofType(known.get(name))]);
  }
});

test("names that stand for several fields are those of the list", async () => {
  const isAddress = ({ name }) => /\.(addr|port)$/.test(name);
  const known = (await fields("")).filter((each) => each.members && isAddress(each));
  const declared = [...source.matchAll(/^ {2}"([\w.]+)": \[(.*)\],$/gm)].map(
    ([, name, members]) => [name, members.match(/[\w.]+/g)],
  );
  expect(declared.sort()).toEqual(known.map(({ name, members }) => [name, members]).sort());
});
