// The bodies of HTTP messages: the package against `packetglass objects`, and against tshark.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { decodeBody, openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import { ethernet, ipv4, pcap } from "../captures/dissect/packets.mjs";
import { lines, talk } from "../captures/flow/http.mjs";
import { scratch } from "./scratch.js";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");
const captures = join(root, "test/captures");
const shared = join(root, "../shared/captures/files");
const facts = readFileSync(join(captures, "objects.tshark.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"));
const write = scratch();

const get = (target, ...more) => lines(`GET ${target} HTTP/1.1`, "Host: www.example.org", ...more);
const answer = (body, ...more) =>
  lines("HTTP/1.1 200 OK", ...more, `Content-Length: ${body.length}`) + body;
const chunked = (body) =>
  `${lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
const without =
  (...lost) =>
  (segments) =>
    segments.filter((_, i) => !lost.includes(i));

async function all(found) {
  const list = [];
  for await (const each of found) list.push(each);
  return list;
}

/** An Ethernet packet of IPv4 in fragments of so many bytes, a multiple of eight. */
function fragments(packet, size, id) {
  const inside = packet.subarray(34);
  const [from, to] = [26, 30].map((at) => [...packet.subarray(at, at + 4)].join("."));
  return Array.from({ length: Math.ceil(inside.length / size) }, (_, i) => {
    const part = inside.subarray(i * size, (i + 1) * size);
    const more = (i + 1) * size < inside.length ? 0x2000 : 0;
    const flags = more | ((i * size) / 8);
    return ethernet(0x0800, ipv4(6, part, { from, to, id, flags }));
  });
}

/** A record of 60,000 bytes that this empty segment would have, so much later; not the bytes. */
function segmentAt(packet, offset) {
  const bytes = Buffer.alloc(16 + 54);
  packet.copy(bytes, 16);
  bytes.writeUInt32LE(54 + 60_000, 8);
  bytes.writeUInt32LE(54 + 60_000, 12);
  bytes.writeUInt16BE(40 + 60_000, 16 + 16);
  bytes.writeUInt32BE(packet.readUInt32BE(38) + offset, 16 + 38);
  bytes[16 + 47] = 0x10; // ACK, not FIN
  return bytes;
}

async function objectsOf(source, options) {
  const capture = await openCapture(source, { summary: true });
  try {
    return await all(capture.objects(options));
  } finally {
    capture.close();
  }
}

/** The first of these conversations has port 50000. */
const captured = (...conversations) =>
  pcap(
    1,
    conversations.flatMap((says, i) => talk(50000 + i, ...says)),
  );

const text = (bytes) => Buffer.from(bytes).toString("latin1");
const shown = (words = "") => words.replace(/\p{Cc}/gu, "?") || "-";
const inOrder = (rows) => rows.map((row) => JSON.stringify(row)).sort();

function asListed({ packet, stream, host, target, type, size, isComplete, bytes }) {
  const length = `${size}${isComplete ? "" : " (incomplete)"}`;
  const words = [packet, stream, shown(host), shown(target), shown(type), length];
  return [words.join("\t"), text(bytes)];
}

let folders = 0;

/** What the native program lists, and the files it makes. */
async function listed(path) {
  folders += 1;
  const folder = write(`objects${folders}`);
  const { stdout } = await promisify(execFile)(binary, ["objects", path, folder]);
  const rows = stdout.trimEnd().split("\n").slice(1);
  return rows.map((row) => {
    const end = row.lastIndexOf("\t");
    return [row.slice(0, end), text(readFileSync(join(folder, row.slice(end + 1))))];
  });
}

async function expectSameAsNative(path) {
  const ours = (await objectsOf(path)).map(asListed);
  expect(inOrder(ours)).toEqual(inOrder(await listed(path)));
  return ours;
}

describe("objects() finds those of packetglass objects", () => {
  const made = ["dissect", "flow"].flatMap((folder) =>
    readdirSync(join(captures, folder))
      .filter((name) => name.endsWith(".pcap"))
      .map((name) => join(captures, folder, name)),
  );
  const real = [...new Set(facts.map(([name]) => join(shared, name)))].filter(existsSync);

  test("in all captures here", async () => {
    let found = 0;
    for (const path of made) found += (await expectSameAsNative(path)).length;
    expect(found).toBeGreaterThanOrEqual(12);
  }, 60_000);

  const title = real.length > 0 ? "in real captures" : "in real captures (../shared is absent)";
  (real.length > 0 ? test : test.skip)(
    title,
    async () => {
      for (const path of real) expect((await expectSameAsNative(path)).length).toBeGreaterThan(2);
    },
    60_000,
  );

  // Each with the bodies it has, "!" behind those that are not all there.
  const page = "0123456789".repeat(30);
  const begin = lines("HTTP/1.1 200 OK", "Content-Length: 300");
  const cases = {
    "in segments that come in any order": [
      [["s", answer(page), 50, (segments) => segments.reverse()]],
      [page],
    ],
    "in chunks": [[["s", chunked(page) + chunked("next"), 7]], [page, "next"]],
    "requested one behind the other": [
      [
        ["c", get("/1") + get("/2")],
        ["s", answer("one") + answer("two")],
      ],
      ["one", "two"],
    ],
    "that answer HEAD, or have no content": [
      [
        ["c", lines("HEAD /1 HTTP/1.1") + get("/2") + get("/3") + get("/4")],
        ["s", lines("HTTP/1.1 200 OK", "Content-Length: 5")],
        ["s", lines("HTTP/1.1 204 No Content", "Content-Length: 5")],
        ["s", lines("HTTP/1.1 304 Not Modified", "Content-Length: 5") + answer("four")],
      ],
      ["four"],
    ],
    "up to the end": [[["s", `${lines("HTTP/1.1 200 OK")}to the end`]], ["to the end"]],
    "behind another response": [
      [["s", lines("HTTP/1.1 100 Continue") + answer("at last")]],
      ["at last"],
    ],
    "with a gap": [
      [["s", answer(page), 100, without(2)]],
      [`${page.slice(0, 200 - begin.length)}${page.slice(300 - begin.length)}!`],
    ],
    "whose start was lost": [
      [["s", answer("lost") + answer("found"), answer("lost").length, without(0)]],
      ["found"],
    ],
    "shorter than their length": [
      [["s", `${lines("HTTP/1.1 200 OK", "Content-Length: 99")}too short`]],
      ["too short!"],
    ],
    "longer than their length": [
      [
        ["s", `${answer("five5")} and more\r\n`],
        ["s", answer("next")],
      ],
      ["five5", "next"],
    ],
    "with two lengths": [
      [["s", `${lines("HTTP/1.1 200 OK", "Content-Length: 3", "Content-Length: 4")}which`]],
      [],
    ],
    "with a length that is none": [
      [
        ["s", `${lines("HTTP/1.1 200 OK", "Content-Length: -1")}what`],
        ["s", answer("next")],
      ],
      ["next"],
    ],
    "before another protocol": [
      [
        ["c", get("/chat", "Upgrade: websocket")],
        ["s", lines("HTTP/1.1 101 Switching Protocols") + answer("no body")],
      ],
      [],
    ],
  };

  test.each(Object.entries(cases))("%s", async (name, [says, bodies]) => {
    const path = write(`${name.replaceAll(" ", "-")}.pcap`, captured(says));
    const ours = await expectSameAsNative(path);
    const found = ours.map(([row, body]) => body + (row.endsWith("(incomplete)") ? "!" : ""));
    expect(found).toEqual(bodies);
  });
});

// Facts: file, SHA-256 of a body as it was before it was encoded.
test("objects() has what tshark exports, decoded", async () => {
  let compared = 0;
  for (const name of new Set(facts.map(([file]) => file))) {
    const path = [captures, shared].map((folder) => join(folder, name)).find(existsSync);
    if (path === undefined) continue; // ../shared is absent
    const ours = [];
    for (const object of await objectsOf(path)) {
      const bytes = await decodeBody(object).catch(() => object.bytes);
      ours.push(createHash("sha256").update(bytes).digest("hex"));
    }
    for (const [, hash] of facts.filter(([file]) => file === name)) {
      expect(ours).toContain(hash);
      ours.splice(ours.indexOf(hash), 1);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(12);
});

test("objects() says of an object what its message says", async () => {
  const source = captured([
    ["c", `${lines("POST /form HTTP/1.1", "Host: a.example", "Content-Length: 3")}a=1`],
    ["s", answer("done", "Content-Type: text/plain", "Content-Encoding: identity")],
  ]);
  const request = { stream: 0, host: "a.example", method: "POST", target: "/form" };
  expect(await objectsOf(source)).toEqual([
    { ...request, side: 0, packet: 4, size: 3, isComplete: true, bytes: Buffer.from("a=1") },
    {
      ...request,
      side: 1,
      packet: 5,
      status: 200,
      type: "text/plain",
      encoding: "identity",
      size: 4,
      isComplete: true,
      bytes: Buffer.from("done"),
    },
  ]);
});

test("objects() gives them in the order in which they end", async () => {
  const long = talk(50000, ["c", get("/long")], ["s", `${lines("HTTP/1.1 200 OK")}all of it`]);
  const slow = talk(50001, ["c", get("/slow")], ["s", answer("slow and steady"), 50]);
  const short = talk(50002, ["c", get("/short")], ["s", answer("quick")]);
  const [end, last] = [long.pop(), slow.splice(-2)];
  const source = pcap(1, [...long, ...slow, ...short, ...last, end]);
  const targets = (await objectsOf(source)).map(({ target }) => target);
  expect(targets).toEqual(["/short", "/slow", "/long"]);
});

describe("objects()", () => {
  const page = "0123456789".repeat(30);

  test("keeps so many bytes of a body, and counts all", async () => {
    const source = captured([["s", answer(page) + chunked(page) + answer("short"), 70]]);
    const objects = await objectsOf(source, { maxKept: 10 });
    expect(objects.map(({ size, isComplete, bytes }) => [size, isComplete, text(bytes)])).toEqual([
      [300, true, "0123456789"],
      [300, true, "0123456789"],
      [5, true, "short"],
    ]);
    const none = await objectsOf(source, { maxKept: 0 });
    expect(none.map(({ size, bytes }) => [size, bytes.length])).toEqual([
      [300, 0],
      [300, 0],
      [5, 0],
    ]);
  });

  test("finds what came in fragments, in whichever window of the pass they are", async () => {
    const [syn, ack, done, request, ...response] = talk(
      50000,
      ["c", get("/fragments")],
      ["s", answer(page), 200],
    );
    const parts = response.map((packet, i) => fragments(packet, 80, i + 1));
    const filler = talk(50001, ["s", "x".repeat(5000), 1]);
    // The first fragments of two segments come long before the conversation does.
    const early = [parts[0].shift(), parts[1].shift(), ...filler];
    const rest = [syn, ack, done, request, ...parts.flat()];
    const path = write("fragments.pcap", pcap(1, [...early, ...rest]));
    const [[, body]] = await expectSameAsNative(path);
    expect(body).toBe(page);
  });

  test("reads packets of conversations with HTTP only, and once", async () => {
    const other = talk(50001, ["s", "x".repeat(90_000)]);
    const more = talk(50002, ["c", get("/more")], ["s", answer("more")]);
    const bytes = pcap(1, [
      ...talk(50000, ["c", get("/")], ["s", answer(page)]),
      ...other,
      ...more,
    ]);
    const blob = new Blob([bytes]);
    const reads = [];
    const { slice } = blob;
    blob.slice = (...range) => {
      reads.push(range);
      return slice.apply(blob, range);
    };
    const capture = await openCapture(blob, { summary: true });
    const { offset, capturedLength } = capture.columns.read();
    const { conversation } = capture.summary.read();
    reads.length = 0;
    expect(await all(capture.objects())).toHaveLength(2);
    for (const [i, begin] of [...offset].entries()) {
      const end = begin + capturedLength[i];
      const times = reads.filter(([from, to]) => from <= begin && to >= end).length;
      expect(times).toBe(conversation[i] === 1 ? 0 : 1);
    }
    capture.close();
  });

  // The conversations begin in the first window of the pass, and go on in another.
  test("ends the conversations that were silent for longest", async () => {
    const halves = Array.from({ length: 300 }, (_, i) =>
      talk(50000 + i, ["c", get(`/${i}`)], ["s", answer("both halves"), 44]),
    );
    const ends = halves.map((packets) => packets.splice(-2));
    const filler = talk(40000, ["s", "x".repeat(5000), 1]);
    const heard = ends[0].shift();
    const source = pcap(1, [...halves.flat(), heard, ...filler, ...ends.flat()]);
    const objects = await objectsOf(source);
    const cut = objects.filter(({ isComplete }) => !isComplete);
    expect(objects).toHaveLength(300);
    // As many as are too many, but for the one that was heard again.
    expect(cut.map(({ target }) => target)).toEqual(cut.map((_, i) => `/${i + 1}`));
    expect(cut).toHaveLength(300 - 256);
  });

  // Five bodies of 63 MB at once, whose bytes are the same memory.
  test("ends them also where too much is kept of bodies", async () => {
    const [payload, count] = [Buffer.alloc(60_000), 1050];
    const head = lines("HTTP/1.1 200 OK", `Content-Length: ${count * payload.length}`);
    const begun = Array.from({ length: 5 }, (_, i) =>
      talk(50000 + i, ["c", get(`/${i}`)], ["s", head]),
    );
    const ends = begun.map((packets) => packets.pop());
    const parts = [pcap(1, begun.flat())];
    for (let i = 0; i < count; i += 1) {
      for (const end of ends) parts.push(segmentAt(end, i * payload.length), payload);
    }
    const objects = await objectsOf(new Blob(parts));
    const [cut, ...others] = objects.map(({ size, bytes }) => [size, bytes.length]);
    expect(cut[0]).toBeLessThan(count * payload.length);
    expect(5 * cut[0]).toBeGreaterThan(256 * 1024 * 1024);
    expect(others).toEqual(Array(4).fill([count * payload.length, count * payload.length]));
    expect(objects.map(({ isComplete }) => isComplete)).toEqual([false, true, true, true, true]);
  }, 60_000);

  test("of a capture that ends anywhere: what was there until then", async () => {
    const bytes = captured(
      [
        ["c", get("/1") + get("/2"), 60],
        ["s", answer(page.slice(100)) + chunked(page.slice(100)), 90],
      ],
      [["s", `${lines("HTTP/1.1 200 OK")}${page.slice(200)}`, 50]],
    );
    const whole = await objectsOf(bytes);
    let [complete, cut] = [0, 0];
    for (let length = 24; length < bytes.length; length += 1) {
      const objects = await objectsOf(bytes.subarray(0, length));
      objects.forEach((object, i) => {
        expect(text(whole[i].bytes).startsWith(text(object.bytes))).toBe(true);
        expect(object.size).toBe(object.bytes.length);
        // Of a body up to the end nobody knows.
        if (object.isComplete && i < 2) expect(object).toEqual(whole[i]);
        if (object.isComplete) complete += 1;
        else cut += 1;
      });
    }
    expect(whole).toHaveLength(3);
    expect(complete).toBeGreaterThan(1000);
    expect(cut).toBeGreaterThan(500);
  }, 60_000);

  test("in the Worker finds the same", async () => {
    const path = join(captures, "flow/http.pcap");
    const capture = await worker.openCapture(path, { summary: true });
    const ours = await all(capture.objects({ maxKept: 1000 }));
    expect(ours).toEqual(await objectsOf(path, { maxKept: 1000 }));
    expect(ours.length).toBeGreaterThan(5);
    const packed = ours.find(({ encoding }) => encoding === "gzip");
    expect((await worker.decodeBody(packed)).length).toBe(6000);
    await expect(all(capture.objects({ maxKept: -1 }))).rejects.toThrow(RangeError);
    await capture.close();
  });
});

describe("objects() while it is iterated over", () => {
  const source = captured([["s", answer("one") + answer("two")]], [["s", answer("three")]]);
  const open = () => openCapture(source, { summary: true });

  test("twice at once gives the same twice", async () => {
    const capture = await open();
    const [one, other] = await Promise.all([0, 0].map(() => all(capture.objects())));
    expect(other).toEqual(one);
    expect(one).toHaveLength(3);
    capture.close();
  });

  test("may be left early, and begun again", async () => {
    const capture = await open();
    for await (const { size } of capture.objects()) {
      expect(size).toBe(3);
      break;
    }
    expect(await all(capture.objects())).toHaveLength(3);
    capture.close();
  });

  test("rejects when the capture is closed before or meanwhile", async () => {
    const capture = await open();
    const [before, meanwhile] = [0, 0].map(() => capture.objects()[Symbol.asyncIterator]());
    expect((await meanwhile.next()).value.size).toBe(3);
    capture.close();
    await expect(before.next()).rejects.toMatchObject({ code: "closed" });
    await expect(all({ [Symbol.asyncIterator]: () => meanwhile })).rejects.toMatchObject({
      code: "closed",
    });
    expect(() => capture.objects()).toThrow(expect.objectContaining({ code: "closed" }));
  });

  test("takes no wrong arguments, and needs a summary", async () => {
    const capture = await open();
    expect(() => capture.objects({ maxKept: -1 })).toThrow(RangeError);
    expect(() => capture.objects({ maxKept: 1.5 })).toThrow(RangeError);
    expect(() => capture.objects({ maxKept: "1" })).toThrow(TypeError);
    expect(() => capture.objects(null)).toThrow(TypeError);
    capture.close();
    const plain = await openCapture(source);
    expect(() => plain.objects()).toThrow(expect.objectContaining({ code: "no_summary" }));
    plain.close();
  });
});

describe("decodeBody()", () => {
  const page = Buffer.from("<p>A page of some length.</p>".repeat(100));
  const encoded = {
    gzip: gzipSync(page),
    "X-GZIP": gzipSync(page),
    deflate: deflateSync(page),
    " deflate ": deflateRawSync(page),
    "deflate, identity, gzip": gzipSync(deflateSync(page)),
    identity: page,
    "": page,
  };

  test.each(Object.entries(encoded))("undoes %j", async (encoding, bytes) => {
    expect(Buffer.from(await decodeBody({ bytes, encoding }))).toEqual(page);
  });

  test("gives what is not encoded as it is", async () => {
    expect(await decodeBody({ bytes: page })).toBe(page);
  });

  test("refuses what it cannot decode", async () => {
    const refused = (bytes, encoding) => expect(decodeBody({ bytes, encoding })).rejects;
    await refused(page, "br").toMatchObject({ code: "unsupported" });
    await refused(page, "gzip").toMatchObject({ code: "compressed_data_damaged" });
    await refused(gzipSync(page).subarray(0, -9), "gzip").toMatchObject({
      code: "compressed_data_damaged",
    });
    await refused(Buffer.alloc(0), "deflate").toMatchObject({ code: "compressed_data_damaged" });
    await refused("text", "gzip").toThrow(TypeError);
    await expect(decodeBody(undefined)).rejects.toThrow(TypeError);
    await expect(decodeBody({ bytes: page }, { maxSize: -1 })).rejects.toThrow(RangeError);
  });

  test("stops where too much would come of a body, in all of its codings", async () => {
    const bytes = gzipSync(gzipSync(page));
    const encoding = "gzip, gzip";
    const maxSize = page.length + gzipSync(page).length;
    expect(await decodeBody({ bytes, encoding }, { maxSize })).toHaveLength(page.length);
    await expect(decodeBody({ bytes, encoding }, { maxSize: maxSize - 1 })).rejects.toMatchObject({
      code: "body_too_large",
    });
    const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024));
    await expect(decodeBody({ bytes: bomb, encoding: "gzip" })).rejects.toMatchObject({
      code: "body_too_large",
    });
  });
});
