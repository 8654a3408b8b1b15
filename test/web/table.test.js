// Fields of packets as columns: their values are those of `packetglass print --fields`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openCapture, TableBatch } from "packetglass";
import * as worker from "packetglass/worker";
import { datagrams } from "./datagrams.js";
import { hasNative, native } from "./native.js";
import { scratch } from "./scratch.js";
import { pcap } from "./synthetic.js";

const file = scratch();
const folder = join(import.meta.dirname, "../captures/dissect");
const http = join(folder, "http.pcap");

afterAll(() => worker.terminate());

async function all(batches) {
  const found = [];
  for await (const batch of batches) found.push(batch);
  return found;
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const SECOND = 1_000_000_000n;
const seconds = (time) => `${time / SECOND}.${String(time % SECOND).padStart(9, "0")}`;

/** A value as --fields prints it. */
function printed(type, value) {
  if (type === "boolean") return value ? "1" : "0";
  if (type === "relative_time") return seconds(value);
  if (type === "absolute_time") {
    const date = new Date(Number(value / 1_000_000n)).toISOString().slice(0, 19);
    return `${date}.${String(value % SECOND).padStart(9, "0")}Z`;
  }
  return value instanceof Uint8Array ? hex(value) : String(value);
}

const columns = [
  "frame.number",
  "frame.time",
  "frame.time_epoch",
  "frame.time_delta",
  "frame.len",
  "frame.protocols",
  "eth.src",
  "ip.src",
  "ipv6.dst",
  "ip.ttl",
  "ip.flags.df",
  "tcp.srcport",
  "tcp.seq",
  "tcp.flags.syn",
  "tcp.payload",
  "udp.port",
  "dns.qry.name",
  "http.host",
  "_ws.col.Protocol",
  "_ws.col.Info",
];

/** The lines that the native program prints, as it prints them: no value has a comma. */
function nativeLines(path, occurrence, ...words) {
  const lines = native("print", path, "--fields", columns.join(), ...words)
    .toString()
    .split("\n");
  const values = lines.slice(0, -1).map((line) => line.split("\t"));
  if (occurrence === "all") return values;
  const info = columns.indexOf("_ws.col.Info");
  return values.map((line) =>
    line.map((text, i) =>
      i === info ? text : text.split(",").at(occurrence === "first" ? 0 : -1),
    ),
  );
}

function lines(batches) {
  return batches.flatMap((batch) =>
    Array.from({ length: batch.length }, (_, row) =>
      batch.columns.map((column) => {
        const values = [column.get(row) ?? []].flat();
        return values.map((value) => printed(column.type, value)).join();
      }),
    ),
  );
}

(hasNative ? describe : describe.skip)("as the native program", () => {
  const captures = readdirSync(folder).filter((name) => name.endsWith(".pcap"));
  test.each(captures)("%s", async (name) => {
    const path = join(folder, name);
    const capture = await openCapture(path);
    for (const occurrence of ["first", "last", "all"]) {
      const wishes = columns.map((field) => ({ field, occurrence }));
      const batches = await all(capture.table({ columns: wishes }));
      const escaped = (text) => text.replaceAll("\\\\", "\\");
      const known = nativeLines(path, occurrence).map((line) => line.map(escaped));
      expect(lines(batches).map((line) => line.map(escaped))).toEqual(known);
    }
    capture.close();
  });

  test("rows are the packets of a filter, and of a range", async () => {
    const capture = await openCapture(http, { summary: true });
    const filter = "tcp.len > 0";
    const known = nativeLines(http, "first", "-Y", filter);
    const whole = lines(await all(capture.table({ columns, filter })));
    expect(whole).toEqual(known);
    const within = await capture.filter(filter);
    expect(lines(await all(capture.table({ columns, within })))).toEqual(known);
    const some = known.filter(([number]) => number > 10 && number <= 30);
    expect(some.length).toBeGreaterThan(3);
    const part = await all(capture.table({ columns, filter, from: 10, to: 30 }));
    expect(lines(part)).toEqual(some);
    expect(part[0].from).toBe(Number(some[0][0]) - 1);
    capture.close();
  });
});

describe.each([
  ["this thread", openCapture],
  ["a Worker", worker.openCapture],
])("in %s", (_, open) => {
  test("columns are typed arrays over one buffer", async () => {
    const capture = await open(http);
    const wishes = [
      "frame.number",
      "frame.time_epoch",
      "ip.src",
      "tcp.flags.syn",
      "http.request.method",
      { field: "tcp.port", occurrence: "all" },
      { field: "ip.proto", text: true },
      "tcp.payload",
    ];
    const [batch, ...others] = await all(capture.table({ columns: wishes }));
    expect(others).toEqual([]);
    expect(batch).toBeInstanceOf(TableBatch);
    expect([batch.length, batch.from]).toEqual([capture.length, 0]);
    const types = batch.columns.map(({ type, data }) => [type, data.constructor.name]);
    expect(types).toEqual([
      ["uint32", "Uint32Array"],
      ["relative_time", "BigInt64Array"],
      ["ipv4", "Uint8Array"],
      ["boolean", "Uint8Array"],
      ["string", "Int32Array"],
      ["uint16", "Uint16Array"],
      ["string", "Int32Array"],
      ["bytes", "Uint8Array"],
    ]);
    for (const { data, validity } of batch.columns) {
      expect(data.buffer).toBe(batch.buffer);
      expect(validity.buffer).toBe(batch.buffer);
    }
    const [number, , source, , method, ports, proto, payload] = batch.columns;
    expect([...number.data.slice(0, 3)]).toEqual([1, 2, 3]);
    expect(source.data.length).toBe(4 * batch.length);
    expect(method.dictionary).toContain("GET");
    expect(method.nullCount).toBeGreaterThan(0);
    expect([method.get(0), method.get(1)]).toEqual(["GET", undefined]);
    expect(ports.get(0)).toHaveLength(2);
    expect([...ports.rowOffsets.slice(0, 3)]).toEqual([0, 2, 4]);
    expect(proto.get(0)).toBe("TCP");
    expect(payload.byteOffsets.length).toBe(batch.length + 1);
    expect(batch.column("ip.src")).toBe(source);
    expect(batch.column("ip.dst")).toBeUndefined();
    expect(() => number.get(batch.length)).toThrow(RangeError);
    expect(() => number.get("1")).toThrow(TypeError);
    await capture.close();
  });

  test("a batch has 65,536 rows at most, and all are there", async () => {
    const capture = await open(file("many.pcap", pcap(datagrams(150_000))));
    const batches = await all(capture.table({ columns: ["frame.number", "udp.length"] }));
    expect(batches.map(({ length, from }) => [length, from])).toEqual([
      [65536, 0],
      [65536, 65536],
      [18928, 131072],
    ]);
    const numbers = batches.flatMap(({ columns: [number] }) => [...number.data]);
    expect(numbers.every((number, i) => number === i + 1)).toBe(true);
    await capture.close();
  });

  test("what is left, or aborted, ends", async () => {
    const capture = await open(file("more.pcap", pcap(datagrams(150_000))));
    for await (const batch of capture.table({ columns: ["udp.length"] })) {
      expect(batch.length).toBe(65536);
      break;
    }
    const stop = new AbortController();
    const aborted = async () => {
      for await (const _ of capture.table({ columns: ["udp.length"], signal: stop.signal })) {
        stop.abort(new Error("mine"));
      }
    };
    await expect(aborted()).rejects.toThrow("mine");
    expect(capture.length).toBe(150_000);
    await capture.close();
  });

  test("of no packets there are no batches", async () => {
    const capture = await open(http);
    const none = [{ from: 5, to: 5 }, { from: 1e6 }, { filter: "frame.len == 0" }];
    for (const range of none) {
      expect(await all(capture.table({ columns: ["ip.src"], ...range }))).toEqual([]);
    }
    await capture.close();
  });

  test("a field that there is not is refused, with the nearest one", async () => {
    const capture = await open(http);
    const asked = (...names) => all(capture.table({ columns: names }));
    await expect(asked("ip.src", "ip.scr")).rejects.toThrow(
      "no field is called ip.scr; did you mean ip.src",
    );
    await expect(asked("ip.scr")).rejects.toThrow(RangeError);
    await expect(asked("zzzzzzzzzzzzzz")).rejects.toThrow("fields() lists all");
    await expect(asked("ip.src", "ip.src")).rejects.toThrow("ip.src is asked for twice");
    await expect(asked("ip\0src")).rejects.toThrow(RangeError);
    await capture.close();
  });

  test("what later packets say needs a summary", async () => {
    const path = join(folder, "fragments.pcap");
    const plain = await open(path);
    const wanted = { columns: ["ip.reassembled_in"] };
    await expect(all(plain.table(wanted))).rejects.toMatchObject({ code: "no_summary" });
    await plain.close();
    const capture = await open(path, { summary: true });
    const [batch] = await all(capture.table(wanted));
    expect(batch.columns[0].nullCount).toBeLessThan(batch.length);
    await capture.close();
  });

  test("wrong options are refused", async () => {
    const capture = await open(http);
    const wrong = [
      [undefined, TypeError],
      [{}, TypeError],
      [{ columns: "ip.src" }, TypeError],
      [{ columns: [] }, RangeError],
      [{ columns: [7] }, TypeError],
      [{ columns: [{ field: 7 }] }, TypeError],
      [{ columns: [{ fields: "ip.src" }] }, TypeError],
      [{ columns: [{ field: "ip.src", occurrence: "second" }] }, RangeError],
      [{ columns: [{ field: "ip.src", text: 1 }] }, TypeError],
      [{ columns: ["ip.src"], column: 1 }, TypeError],
      [{ columns: ["ip.src"], filter: 7 }, TypeError],
      [{ columns: ["ip.src"], within: {} }, TypeError],
      [{ columns: ["ip.src"], from: -1 }, RangeError],
      [{ columns: ["ip.src"], to: "1" }, TypeError],
    ];
    for (const [options, error] of wrong) {
      const asked = async () => all(capture.table(options));
      await expect(asked()).rejects.toThrow(error);
    }
    const asked = async () => all(capture.table({ columns: ["ip.src"], filter: "ip.scr" }));
    await expect(asked()).rejects.toMatchObject({ code: "invalid_filter" });
    await capture.close();
    const closed = async () => all(capture.table({ columns: ["ip.src"] }));
    await expect(closed()).rejects.toMatchObject({ code: "closed" });
  });
});
