// Sources that come once, and sources far away: streams, iterables, responses, URLs, handles.
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as here from "packetglass";
import * as there from "packetglass/worker";
import { frame } from "./compress.js";
import { expectSameColumns } from "./same-columns.js";
import { scratch } from "./scratch.js";
import { expectedColumns, packets, pcap } from "./synthetic.js";

const { openCapture, readEvents } = here;
const file = scratch();
const written = packets(3000, { payloadLimit: 1500 });
const bytes = pcap(written);
const path = file("streamed.pcap", bytes);

const inPieces = (whole, size) => ({
  async *[Symbol.asyncIterator]() {
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
  },
});

const kinds = {
  "a web stream": (whole) => new Blob([whole]).stream(),
  "a Readable": (whole) => Readable.from(inPieces(Buffer.from(whole), 7001)),
  "an async iterable of pieces": (whole) => inPieces(whole, 1237),
  "an iterable of ArrayBuffers": (whole) => [whole.slice(0, 5).buffer, whole.slice(5).buffer],
  "a Response": (whole) => new Response(whole),
};

describe.each(Object.entries(kinds))("%s", (_, make) => {
  test("opens, and its packets are there", async () => {
    const capture = await openCapture(make(bytes));
    expectSameColumns(capture.columns.read(), expectedColumns(written));
    expect(capture.size).toBe(bytes.length);
    const packet = await capture.packet(2999);
    expect(packet.bytes).toEqual(written[2999].payload);
    capture.close();
  });

  test.each(Object.keys(frame))("may be compressed by %s", async (compression) => {
    const capture = await openCapture(make(frame[compression](bytes)));
    expect([capture.compression, capture.length]).toEqual([compression, 3000]);
    expect((await capture.packet(17)).bytes).toEqual(written[17].payload);
    capture.close();
    let events = 0;
    for await (const { data } of readEvents(make(frame[compression](bytes)))) {
      if (Buffer.compare(data, written[events].payload) !== 0) throw new Error(`packet ${events}`);
      events += 1;
    }
    expect(events).toBe(3000);
  });

  test("is read once as events", async () => {
    let events = 0;
    for await (const _event of readEvents(make(bytes))) events += 1;
    expect(events).toBe(3000);
  });

  test("may be empty", async () => {
    await expect(openCapture(make(bytes.slice(0, 0)))).rejects.toMatchObject({ code: "empty" });
  });
});

describe("a stream", () => {
  test("byte by byte gives the same", async () => {
    const capture = await openCapture(inPieces(bytes.subarray(0, 30_000), 1));
    const whole = await openCapture(bytes.slice(0, 30_000));
    expectSameColumns(capture.columns.read(), whole.columns.read());
    expect(capture.issues).toEqual(whole.issues);
    capture.close();
    whole.close();
  });

  test("hands on packets as they come", async () => {
    let more = () => {};
    const slow = (async function* () {
      yield bytes.subarray(0, 100_000);
      await new Promise((resolve) => {
        more = resolve;
      });
      yield bytes.subarray(100_000);
    })();
    let seen = 0;
    for await (const _event of readEvents(slow)) {
      seen += 1;
      if (seen === 50) more();
    }
    expect(seen).toBe(3000);
  });

  test("that fails fails the reading", async () => {
    const cause = new Error("the line is dead");
    const failing = (async function* () {
      yield bytes.subarray(0, 1000);
      throw cause;
    })();
    const failure = { code: "io", offset: 1000, cause };
    await expect(openCapture(failing)).rejects.toMatchObject(failure);
  });

  test("that gives no bytes is refused", async () => {
    await expect(openCapture(["text"])).rejects.toThrow(TypeError);
  });

  test("is let go of when the iteration is left, or aborted", async () => {
    const ends = [];
    const source = () =>
      (async function* () {
        try {
          for (;;) yield bytes;
        } finally {
          ends.push("ended");
        }
      })();
    for await (const _event of readEvents(source())) break;
    await expect(openCapture(source(), { signal: AbortSignal.timeout(30) })).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ends).toEqual(["ended", "ended"]);
  });

  test("that stalls can be aborted", async () => {
    const stalled = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
    const reason = new Error("too slow");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 10);
    await expect(openCapture(stalled, controller)).rejects.toBe(reason);
  });
});

describe("files of Node.js", () => {
  test("a ReadStream", async () => {
    const capture = await openCapture(createReadStream(path));
    expect(capture.length).toBe(3000);
    capture.close();
  });

  test("a FileHandle, which stays open", async () => {
    const handle = await open(path);
    const capture = await openCapture(handle);
    expect((await capture.packet(5)).bytes).toEqual(written[5].payload);
    capture.close();
    expect((await handle.stat()).size).toBe(bytes.length);
    await handle.close();
  });

  test("a file: URL", async () => {
    const capture = await openCapture(pathToFileURL(path));
    expect(capture.length).toBe(3000);
    capture.close();
  });
});

describe("a URL", () => {
  let server;
  let base;
  const asked = [];
  const seen = [];
  let tag = '"one"';
  let growth = 0;
  let isFickle = false;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { range } = request.headers;
      asked.push(range);
      seen.push(request);
      if (request.url === "/secret" && request.headers.authorization !== "Bearer me") {
        return response.writeHead(401).end();
      }
      if (request.url === "/none") return response.writeHead(404).end();
      if (request.url === "/slow") return undefined;
      if (request.url === "/whole" || range === undefined) return response.end(bytes);
      if (request.url === "/fickle" && isFickle) return response.end(bytes);
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range);
      const part = bytes.subarray(Number(first), Number(last) + 1);
      const end = Number(first) + part.length - 1;
      const headers = { "Content-Range": `bytes ${first}-${end}/${bytes.length + growth}` };
      if (request.url === "/ranges") headers.ETag = tag;
      return response.writeHead(206, headers).end(part);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${server.address().port}`;
  });
  afterAll(async () => {
    await there.terminate();
    server.closeAllConnections();
    server.close();
  });

  test("is read in ranges where the server has them", async () => {
    asked.length = 0;
    const capture = await openCapture(new URL("/ranges", base));
    expectSameColumns(capture.columns.read(), expectedColumns(written));
    expect(asked).toEqual(["bytes=0-0", "bytes=0-7", `bytes=0-${bytes.length - 1}`]);
    expect((await capture.packet(99)).bytes).toEqual(written[99].payload);
    expect(asked).toHaveLength(4);
    capture.close();
  });

  test("is read in one pass where it has none", async () => {
    const capture = await openCapture(new URL("/whole", base));
    expect((await capture.packet(99)).bytes).toEqual(written[99].payload);
    capture.close();
  });

  test("is read in one pass as events", async () => {
    asked.length = 0;
    let events = 0;
    for await (const _event of readEvents(new URL("/ranges", base))) events += 1;
    expect(events).toBe(3000);
    expect(asked).toEqual([undefined]);
  });

  test("that has become another resource is noticed", async () => {
    const capture = await openCapture(new URL("/ranges", base));
    tag = '"two"';
    await expect(capture.packet(1)).rejects.toMatchObject({
      code: "source_changed",
      message: `${base}/ranges is not what it was when it was opened: its ETag was "one" and is "two".`,
    });
    capture.close();
    tag = '"one"';
  });

  test("that grows meanwhile is read up to the size it had, one that shrinks is not", async () => {
    const capture = await openCapture(new URL("/growing", base));
    growth = 1000;
    expect((await capture.packet(99)).bytes).toEqual(written[99].payload);
    growth = -1;
    await expect(capture.packet(99)).rejects.toMatchObject({ code: "source_changed" });
    growth = 0;
    capture.close();
  });

  describe.each([
    ["here", here],
    ["in the Worker", there],
  ])("%s", (_, api) => {
    const secret = () => new URL("/secret", base);
    const read = async (source, options) => {
      const capture = await api.openCapture(source, options);
      expect((await capture.packet(2999)).bytes).toEqual(written[2999].payload);
      await capture.close();
      let events = 0;
      for await (const { length } of api.readEventBatches(source, options)) events += length;
      expect(events).toBe(3000);
      const sink = new here.MemorySink();
      expect(await api.convert(source, sink, options)).toMatchObject({ packets: 3000 });
    };

    test("is refused without what it asks for", async () => {
      await expect(api.openCapture(secret())).rejects.toThrow(/answered 401/);
    });

    test.each([
      ["an object", { Authorization: "Bearer me" }],
      ["pairs", [["authorization", "Bearer me"]]],
      ["Headers", new Headers({ Authorization: "Bearer me" })],
    ])("is asked for with headers: %s", async (_name, headers) => {
      await read(secret(), { headers });
    });

    test("is asked for by a Request", async () => {
      const headers = { Authorization: "Bearer me", "X-Mine": "kept" };
      const request = new Request(secret(), { headers });
      seen.length = 0;
      await read(request);
      expect(seen.every(({ headers: one }) => one["x-mine"] === "kept")).toBe(true);
      expect(seen[0].headers.range).toBe("bytes=0-0");
      await read(request, { headers: { "X-Mine": "kept" } });
    });

    test("is asked for by a Request with a body, again and again", async () => {
      const init = { method: "POST", body: "who?", headers: { Authorization: "Bearer me" } };
      seen.length = 0;
      await read(new Request(secret(), init));
      expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(["POST"]));
    });

    test("is asked for by a function of one's own", async () => {
      const calls = [];
      const fetch = async (target, init) => {
        const headers = new Headers(init.headers);
        calls.push([String(target), headers.get("Range")]);
        headers.set("Authorization", "Bearer me");
        return globalThis.fetch(target, { ...init, headers });
      };
      await read(secret(), { fetch });
      expect(calls[0]).toEqual([secret().href, "bytes=0-0"]);
      expect(calls.length).toBeGreaterThan(4);
      const cause = new Error("no line");
      const failing = async () => {
        throw cause;
      };
      const failed = await api.openCapture(secret(), { fetch: failing }).catch((error) => error);
      expect(failed).toMatchObject({ code: "io", message: expect.stringContaining("no line") });
    });

    test("is given up with the signal of its Request", async () => {
      const controller = new AbortController();
      const request = new Request(new URL("/slow", base), { signal: controller.signal });
      setTimeout(() => controller.abort(), 20);
      await expect(api.openCapture(request)).rejects.toThrow();
      const gone = new Request(base, { signal: AbortSignal.abort() });
      await expect(api.openCapture(gone)).rejects.toThrow();
    });

    test.each([
      ["headers", "text"],
      ["headers", 5],
      ["fetch", {}],
    ])("refuses other %s", async (name, bad) => {
      await expect(api.openCapture(secret(), { [name]: bad })).rejects.toThrow(TypeError);
    });
  });

  test("that gives no ranges any more is reported", async () => {
    const capture = await openCapture(new URL("/fickle", base));
    isFickle = true;
    await expect(capture.packet(1)).rejects.toMatchObject({
      code: "source_changed",
      message: expect.stringMatching(/the server gives no ranges any more\.$/),
    });
    capture.close();
  });

  test("that is not there is an error", async () => {
    const missing = openCapture(new URL("/none", base));
    await expect(missing).rejects.toMatchObject({
      code: "io",
      message: expect.stringContaining("answered 404"),
    });
  });
});
