// Expert information: the items are those of `packetglass expert`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import { hasNative, native } from "./native.js";

const folder = join(import.meta.dirname, "../captures");
const made = join(folder, "flow/expert.pcap");

afterAll(() => worker.terminate());

async function all(batches) {
  const found = [];
  for await (const items of batches) found.push(...items);
  return found;
}

async function expertOf(path, { from = openCapture, filter, ...options } = {}) {
  const capture = await from(path, options);
  try {
    const within = filter && (await capture.filter(filter));
    return await all(capture.expert(within && { within }));
  } finally {
    await capture.close();
  }
}

const captures = [
  ...readdirSync(join(folder, "dissect")).map((name) => join("dissect", name)),
  ...readdirSync(join(folder, "flow")).map((name) => join("flow", name)),
].filter((name) => name.endsWith(".pcap"));

(hasNative ? describe : describe.skip)("as the native program has it", () => {
  const nativeItems = (path, ...words) =>
    JSON.parse(native("expert", path, "--items", "--json", ...words).toString()).map(
      ({ field, ...item }) => ({ ...item, field: field ?? undefined }),
    );

  test.each(captures)("%s", async (name) => {
    const path = join(folder, name);
    expect(await expertOf(path)).toEqual(nativeItems(path));
  });

  test("within a listing, with and without a summary, in a Worker", async () => {
    const known = nativeItems(made, "-Y", "http");
    expect(known.length).toBeGreaterThan(3);
    expect(await expertOf(made, { filter: "http" })).toEqual(known);
    expect(await expertOf(made, { filter: "http", summary: true })).toEqual(known);
    expect(await expertOf(made, { filter: "http", from: worker.openCapture })).toEqual(known);
  });
});

test("an item has severity, group, protocol, field and text, and is frozen", async () => {
  const [first] = await expertOf(made);
  expect(first).toEqual({
    packet: 1,
    severity: "Chat",
    group: "Sequence",
    protocol: "TCP",
    field: "tcp.connection.syn",
    text: "Connection establish request (SYN): server port 80",
  });
  expect(Object.isFrozen(first)).toBe(true);
});

test("nothing is unusual where nothing is", async () => {
  expect(await expertOf(made, { filter: "frame.number == 3" })).toEqual([]);
  expect(await expertOf(made, { filter: "arp" })).toEqual([]);
});

test("a signal ends it, and wrong options are refused", async () => {
  const capture = await openCapture(made);
  const reason = new Error("enough");
  await expect(all(capture.expert({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  expect(() => capture.expert({ filter: "ip" })).toThrow(TypeError);
  expect(() => capture.expert({ within: {} })).toThrow(TypeError);
  capture.close();
  const closed = async () => all(capture.expert());
  await expect(closed()).rejects.toMatchObject({ code: "closed" });
});
