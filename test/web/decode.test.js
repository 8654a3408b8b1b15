// Bodies with content codings: their decoders are a module of their own. The bodies are those that
// node:zlib encoded; the native program says the same.
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import { pcap } from "../captures/dissect/packets.mjs";
import { talk } from "../captures/dissect/tls.mjs";
import { limitedPackage } from "./limited.js";
import { hasNative, native } from "./native.js";
import { asPrinted } from "./native-dissection.js";
import { copyWithout, packageCopies } from "./package-copy.js";
import { scratch } from "./scratch.js";

const file = scratch();
afterAll(() => worker.terminate());

const root = join(import.meta.dirname, "../..");
const bodies = join(root, "test/captures/dissect/bodies.pcap");

const page = Buffer.from(Array.from({ length: 300 }, (_, i) => `line ${i} of a page\n`).join(""));
const zeros = Buffer.alloc(3_000_000);

let port = 50_000;
const sent = (coding, body) => {
  port += 1;
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}`;
  return talk(80, port, ["s", `${head}\r\n\r\n`, body]);
};
// Of a body at most so much is decoded: cpp/decode/content_codings.h.
const most = (size) => Math.min(2 ** 20, 2 ** 14 + 128 * size);

/** Codings, what is sent, and what it is. */
const encoded = [
  ["gzip", gzipSync(page), page],
  ["deflate", deflateSync(page), page],
  ["deflate", deflateRawSync(page), page],
  ["br", brotliCompressSync(page), page],
  ["gzip, br", brotliCompressSync(gzipSync(page)), page],
  ["identity", page, page],
  ...[gzipSync, brotliCompressSync].map((encode) => {
    const bomb = encode(zeros);
    return [encode === gzipSync ? "gzip" : "br", bomb, zeros.subarray(0, most(bomb.length))];
  }),
];
const capture = () =>
  file(
    "encoded.pcap",
    pcap(
      1,
      encoded.flatMap(([coding, body]) => sent(coding, body)),
    ),
  );

const fieldsOf = (layers) => layers.flatMap((field) => [field, ...fieldsOf(field.fields)]);
const fileData = ({ layers, sources }) =>
  fieldsOf(layers)
    .filter(({ name }) => name === "http.file_data")
    .map(({ source, offset, length }) =>
      Buffer.from(sources[source].subarray(offset, offset + length)),
    );

describe.each([
  ["this thread", openCapture],
  ["a Worker", worker.openCapture],
])("in %s", (_, open) => {
  test.each([true, false])("layers have bodies decoded, with summary: %s", async (summary) => {
    const opened = await open(capture(), { summary });
    for (const [i, [coding, , body]] of encoded.entries()) {
      const [found, ...others] = fileData(await opened.layers(i));
      expect(others).toEqual([]);
      expect([coding, found.equals(body)]).toEqual([coding, true]);
    }
    await opened.close();
  });

  test("filters and tables ask what was encoded", async () => {
    const opened = await open(capture(), { summary: true });
    const listing = await opened.filter('http.file_data contains "line 299 of"');
    expect([...(await listing.packets())]).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await opened.filter('data contains "line 299 of"')).length).toBe(6);
    expect((await opened.filter('frame contains "line 299 of"')).length).toBe(1);
    for await (const { length, columns } of opened.table({
      columns: ["data.len"],
    })) {
      const [lengths] = columns;
      const got = Array.from({ length }, (_, i) => lengths.get(i));
      expect(got).toEqual(encoded.map(([, , body]) => body.length));
    }
    await opened.close();
  });
});

test("columns are the same before and after", async () => {
  const opened = await openCapture(bodies, { summary: true });
  const rows = () => opened.rows(0, opened.length);
  const before = await rows();
  const hierarchy = JSON.stringify(opened.hierarchy());
  const batches = [];
  for (let i = 0; i < opened.length; i += 1) batches.push(await opened.layers(i));
  expect(JSON.stringify(await rows())).toBe(JSON.stringify(before));
  expect(JSON.stringify(opened.hierarchy())).toBe(hierarchy);
  expect(batches.map(({ info }) => info)).toEqual(before.map(({ info }) => info));
  opened.close();
});

(hasNative ? test : test.skip)("the native program says the same", async () => {
  const path = capture();
  const opened = await openCapture(path, { summary: true });
  const packets = [];
  for (const row of await opened.rows()) {
    packets.push(asPrinted(row, await opened.layers(row.number - 1)));
  }
  opened.close();
  expect(packets).toEqual(JSON.parse(native("print", path, "--json")));
});

describe("the module", () => {
  const copied = packageCopies(file);

  test("is loaded for the first body that is encoded, and not before", async () => {
    const copy = await copied((folder) => copyWithout(folder, "decode"));
    const opened = await copy.openCapture(bodies, { summary: true });
    expect(fileData(await opened.layers(0)).length).toBe(1);
    expect((await opened.filter("http.response and http.content_encoding")).length).toBeGreaterThan(
      5,
    );
    await expect(opened.layers(1)).rejects.toThrow(/decode\.wasm/);
    await expect(opened.filter('http.file_data contains "a"')).rejects.toThrow(/decode\.wasm/);
    expect(fileData(await opened.layers(0)).length).toBe(1);
    opened.close();
  });

  test("with little memory ends in an answer or an error, and the next one goes on", async () => {
    const copy = await copied((folder) => limitedPackage(folder, 300));
    const opened = await copy.openCapture(capture(), { summary: true });
    for (const i of encoded.keys()) {
      const found = await opened.layers(i).catch(({ code }) => code);
      if (typeof found === "string") expect(found).toBe("out_of_memory");
    }
    opened.close();
  });

  test("is in packetglass/inline", async () => {
    const inline = await import("packetglass/inline");
    const opened = await inline.openCapture(capture());
    expect(fileData(await opened.layers(0))[0].equals(page)).toBe(true);
    opened.close();
  });
});
