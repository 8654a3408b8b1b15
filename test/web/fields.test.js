// The list of fields: the same in JavaScript, in a Worker and on the command line, and true of what
// packets say.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { fields, openCapture } from "packetglass";
import * as there from "packetglass/worker";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");
const folder = join(root, "test/captures/dissect");
const captures = readdirSync(folder).filter((name) => name.endsWith(".pcap"));
const flat = (all) => all.flatMap((field) => [field, ...flat(field.fields)]);

function printed(...words) {
  const text = execFileSync(binary, ["fields", "--json", ...words], { maxBuffer: 2 ** 28 });
  const lines = text.toString().split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

describe("fields()", () => {
  test("are those of the command line, sorted by name", async () => {
    const all = await fields();
    expect(JSON.parse(JSON.stringify(all))).toEqual(printed());
    const names = all.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
  });

  test("are those whose name begins with a prefix", async () => {
    const flags = await fields("tcp.flags");
    expect(flags.length).toBeGreaterThan(8);
    expect(JSON.parse(JSON.stringify(flags))).toEqual(printed("tcp.flags"));
    expect(await fields("no such thing")).toEqual([]);
  });

  test("say type, protocol, members and values", async () => {
    const [address] = await fields("ip.addr");
    expect(address).toEqual({
      name: "ip.addr",
      title: "Source or Destination Address",
      type: "ipv4",
      protocol: "ip",
      members: ["ip.src", "ip.dst"],
    });
    const [protocol] = await fields("ip.proto");
    expect([protocol.type, protocol.protocol, protocol.values[6]]).toEqual(["uint8", "ip", "TCP"]);
  });

  test("are nobody's to change", async () => {
    const all = await fields("ip.");
    expect(() => all.push({})).toThrow(TypeError);
    for (const field of all) expect(Object.isFrozen(field)).toBe(true);
  });

  test("refuse a prefix that is no text", async () => {
    for (const prefix of [1, null, {}]) await expect(fields(prefix)).rejects.toThrow(TypeError);
  });

  test("are the same in a Worker", async () => {
    expect(await there.fields("ip")).toEqual(await fields("ip"));
    await there.terminate();
  });
});

const isWhole = (value) => typeof value === "number" || typeof value === "bigint";
const isText = (value) => typeof value === "string";
const checks = {
  // Expert info has words.
  none: (value) => value === undefined || isText(value),
  protocol: (value) => value === undefined,
  boolean: (value) => typeof value === "boolean",
  framenum: isWhole,
  ether: isText,
  ipv4: isText,
  ipv6: isText,
  string: isText,
  bytes: (value) => value instanceof Uint8Array || isText(value),
  absolute_time: (value) => typeof value === "bigint",
  relative_time: (value) => typeof value === "bigint",
  double: (value) => typeof value === "number",
};

test("every field of a packet is in the list, and has a value of its type", async () => {
  const types = new Map((await fields()).map(({ name, type }) => [name, type]));
  let seen = 0;
  for (const name of captures) {
    const capture = await openCapture(join(folder, name), { summary: true });
    for (let i = 0; i < capture.length; i += 1) {
      for (const { name, value } of flat((await capture.layers(i)).layers)) {
        const type = types.get(name);
        const check = checks[type] ?? isWhole;
        expect([name, type, type !== undefined && check(value)]).toEqual([name, type, true]);
        seen += 1;
      }
    }
    capture.close();
  }
  expect(seen).toBeGreaterThan(10_000);
});
