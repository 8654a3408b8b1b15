// What is looked for, as a filter that the package takes; and the walk through details.
import { expect, test } from "@jest/globals";
import { checkFilter, openCapture } from "packetglass";
import { datagram } from "../datagrams.js";
import { pcap } from "../synthetic.js";
import { bundled } from "./bundled.js";

const { planOf } = await bundled("find/find-query.ts");
const { hasText, windowsOf } = await bundled("find/search-details.ts");
const { searchByFilter } = await bundled("find/search.ts");

const side = { address: "192.0.2.1", port: 7 };
const text = (content) => new TextEncoder().encode(content);
const contents = ["GET /a", "get /a", 'a"b\\c', "a.b*", "axbb", "Größe", "GRÖSSE", "größe", "\r\n"];
const capture = () =>
  openCapture(
    pcap(
      contents.map((content, i) => ({
        seconds: i,
        fraction: 0,
        payload: datagram({ source: side, destination: side, payload: text(content) }),
      })),
    ),
    { summary: true },
  );

const query = (kind, wanted, matchCase = false) => ({ kind, text: wanted, matchCase });

test.each([
  ["bytes", "GET", false, [0, 1]],
  ["bytes", "GET", true, [0]],
  ["bytes", 'a"b\\c', false, [2]],
  ["bytes", 'a"b\\c', true, [2]],
  ["bytes", "a.b*", false, [3]],
  ["bytes", "größe", false, [5, 7]],
  ["bytes", "größe", true, [7]],
  ["hex", "0d0a", false, [8]],
  ["hex", "0x0d 0x0A", false, [8]],
  ["hex", "47:45:54", false, [0]],
  ["bytes-regex", "a.b+$", false, [4]],
  ["bytes-regex", "^.*GET", true, [0]],
  ["bytes-regex", "get|axb", false, [0, 1, 4]],
  ["bytes-regex", '"b\\\\', false, [2]],
  ["info", "LEN=4", false, [3, 4]],
  ["info", "LEN=4", true, []],
  ["info", "Len=4", true, [3, 4]],
  ["info-regex", "len=[45]$", false, [2, 3, 4]],
  ["info-regex", "len=[45]$", true, []],
  ["filter", "  udp.length == 10 ", false, [8]],
])("%s: %s, case matters: %s", async (kind, wanted, matchCase, found) => {
  const { filter } = planOf(query(kind, wanted, matchCase));
  expect(await checkFilter(filter)).toEqual({ warnings: [] });
  const all = await capture();
  expect([...(await all.filter(filter)).packets()]).toEqual(found);
  all.close();
});

test.each(["4", "474", "4g", "0x", "hello", "::"])("%s is no bytes", (wanted) => {
  expect(planOf(query("hex", wanted)).kind).toBe("wrong");
});

test("nothing is looked for where nothing is typed", () => {
  for (const kind of ["filter", "hex", "info", "bytes", "details", "info-regex"]) {
    expect(planOf(query(kind, ""))).toBeUndefined();
  }
  expect(planOf(query("filter", "  "))).toBeUndefined();
  expect(planOf(query("bytes", "  ")).filter).toBe('frame contains "  "');
});

test("a search goes on and back, around the ends, and says so", async () => {
  const all = await capture();
  const search = searchByFilter(all, all.all, "udp.length == 14", () => {});
  expect([...(await all.filter("udp.length == 14")).packets()]).toEqual([0, 1]);
  expect(await search.find(undefined, 1)).toEqual({ index: 0, isWrapped: false, row: 0 });
  expect(await search.find(0, 1)).toEqual({ index: 1, isWrapped: false, row: 1 });
  expect(await search.find(1, 1)).toEqual({ index: 0, isWrapped: true, row: 0 });
  expect(await search.find(0, -1)).toEqual({ index: 1, isWrapped: true, row: 1 });
  expect(await search.find(8, -1)).toEqual({ index: 1, isWrapped: false, row: 1 });
  expect(await search.find(undefined, -1)).toEqual({ index: 1, isWrapped: false, row: 1 });
  search.close();
  const none = searchByFilter(all, all.all, "tcp", () => {});
  expect(await none.find(3, 1)).toBeUndefined();
  expect(await none.find(3, -1)).toBeUndefined();
  none.close();
  all.close();
});

test("what is hidden in details is not found", () => {
  const fields = [{ text: "Layer", fields: [{ text: "TTL: 64", hidden: true, fields: [] }] }];
  expect(hasText("ttl", false)(fields)).toBe(false);
  expect(hasText("layer", false)(fields)).toBe(true);
  expect(hasText("layer", true)(fields)).toBe(false);
});

test.each([1, -1])("all rows are looked at once, in the order of step %i", (step) => {
  for (const [length, start] of [
    [0, 0],
    [1, 0],
    [200, 0],
    [200, 200],
    [200, 77],
  ]) {
    const rows = [...windowsOf(length, start, step)].flatMap(({ rows: [from, to] }) => {
      const window = Array.from({ length: to - from }, (_, i) => from + i);
      return step > 0 ? window : window.reverse();
    });
    const first = Array.from({ length }, (_, i) => i);
    const expected =
      step > 0
        ? [...first.slice(start), ...first.slice(0, start)]
        : [...first.slice(0, start).reverse(), ...first.slice(start).reverse()];
    expect(rows).toEqual(expected);
  }
});

test("a search that is given up looks for no more", async () => {
  const ended = [];
  const filter = async (_, { signal }) => {
    signal.addEventListener("abort", () => ended.push("aborted"));
    return { close: async () => ended.push("closed") };
  };
  const search = searchByFilter({ filter }, {}, "tcp", () => {});
  await Promise.resolve();
  search.close();
  await new Promise((resolve) => setTimeout(resolve));
  expect(ended).toEqual(["aborted", "closed"]);
});
