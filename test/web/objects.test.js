// The bodies of HTTP messages: the package against `packetglass objects`, and against tshark.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { decodeBody, objectName } from "packetglass";
import { ethernet, ipv4, pcap, there, udp } from "../captures/dissect/packets.mjs";
import { lines, talk } from "../captures/flow/http.mjs";
import { realFolder } from "../captures/real.js";
import { answer, captured, chunked, get, objectsOf, text } from "./http-objects.js";
import { scratch } from "./scratch.js";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");
const captures = join(root, "test/captures");
const shared = join(realFolder, "files");
const facts = readFileSync(join(captures, "objects.tshark.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"));
const write = scratch();

const without =
  (...lost) =>
  (segments) =>
    segments.filter((_, i) => !lost.includes(i));

const shown = (words = "") => words.replace(/\p{Cc}/gu, "?") || "-";
const inOrder = (rows) => rows.map((row) => JSON.stringify(row)).sort();

function asListed(object) {
  const { packet, stream, protocol, host, target, type, size, isComplete, bytes } = object;
  const name = objectName(object, 1).slice(NUMBER);
  const length = `${size}${isComplete ? "" : " (incomplete)"}`;
  const words = [packet, stream, protocol, shown(host), shown(target), shown(type), length, name];
  return [words.join("\t"), text(bytes)];
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

// Numbers in names are those of beginnings there, of ends here.
const NUMBER = "0001-".length;
let folders = 0;

/** What the native program lists, and the files it makes. */
async function listed(path) {
  folders += 1;
  const folder = write(`objects${folders}`);
  const { stdout } = await promisify(execFile)(binary, ["objects", path, folder]);
  const rows = stdout.trimEnd().split("\n").slice(1);
  return rows.map((row) => {
    const [facts, name] = [row.replace(/\t[^\t]*$/, ""), row.replace(/.*\t/, "")];
    return [`${facts}\t${name.slice(NUMBER)}`, text(readFileSync(join(folder, name)))];
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

  const title = real.length > 0 ? "in real captures" : "in real captures (they are absent)";
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
    "of HTTP/JSON alone": [[["s", answer("{}", "Content-Type: application/json")]], ["{}"]],
    "sent by both sides at once": [
      [
        ["c", `${lines("POST / HTTP/1.1", "Content-Length: 4")}ab`],
        ["s", `${lines("HTTP/1.1 200 OK", "Content-Length: 4")}12`],
        ["c", "cd"],
        ["s", "34"],
      ],
      ["abcd", "1234"],
    ],
    "up to the end": [[["s", `${lines("HTTP/1.1 200 OK")}to the end`]], ["to the end"]],
    "behind another response": [
      [["s", lines("HTTP/1.1 100 Continue") + answer("at last")]],
      ["at last"],
    ],
    "with a gap": [
      [["s", answer(page) + answer("next"), 100, without(2)]],
      [`${page.slice(0, 200 - begin.length)}${page.slice(300 - begin.length)}!`, "next"],
    ],
    "of which one was lost": [
      [
        ["c", get("/lost")],
        ["s", answer("lost"), 1400, without(0)],
        ["c", get("/found")],
        ["s", answer("found")],
      ],
      ["found"],
      ["/found"],
    ],
    "of which one was lost, and a request": [
      [
        ["c", get("/first")],
        ["s", answer("first"), 1400, without(0)],
        ["c", get("/lost"), 1400, without(0)],
        ["s", answer("unknown")],
        ["c", get("/third")],
        ["s", answer("third")],
      ],
      ["unknown", "third"],
      [undefined, "/third"],
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

  test.each(Object.entries(cases))("%s", async (name, [says, bodies, targets]) => {
    const path = write(`${name.replace(/\W/g, "-")}.pcap`, captured(says));
    if (targets) expect((await objectsOf(path)).map(({ target }) => target)).toEqual(targets);
    const ours = await expectSameAsNative(path);
    const found = ours.map(([row, body]) => body + (row.includes("(incomplete)") ? "!" : ""));
    expect(found).toEqual(bodies);
  });

  test("in fragments, in whichever window of the pass they are", async () => {
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
});

// Facts: file, SHA-256 of a body as it was before it was encoded.
test("objects() has what tshark exports, decoded", async () => {
  let compared = 0;
  for (const name of new Set(facts.map(([file]) => file))) {
    const path = [captures, shared].map((folder) => join(folder, name)).find(existsSync);
    if (path === undefined) continue; // real captures are absent
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
  const says = [
    ["c", `${lines("POST /form HTTP/1.1", "Host: a.example", "Content-Length: 3")}a=1`],
    ["s", answer("done", "Content-Type: text/plain", "Content-Encoding: identity")],
  ];
  // Conversations are counted for each of TCP and UDP.
  const source = pcap(1, [there(17, udp(40000, 40001, "x")), ...talk(50000, ...says)]);
  const request = {
    protocol: "http",
    stream: 0,
    host: "a.example",
    method: "POST",
    target: "/form",
  };
  expect(await objectsOf(source)).toEqual([
    { ...request, side: 0, packet: 5, size: 3, isComplete: true, bytes: Buffer.from("a=1") },
    {
      ...request,
      side: 1,
      packet: 6,
      status: 200,
      type: "text/plain",
      encoding: "identity",
      size: 4,
      isComplete: true,
      bytes: Buffer.from("done"),
    },
  ]);
});

test("objects() of one conversation has its file by the name it was asked for", async () => {
  const path = join(captures, "flow/objects.pcap");
  const objects = await objectsOf(path, { stream: 2 });
  expect(objects.map(({ protocol, target, size }) => [protocol, target, size])).toEqual([
    ["ftp-data", "stored.bin", 1907],
  ]);
});

test("objectName() gives a fitting extension", () => {
  const name = (target, type, protocol) => objectName({ target, type, protocol }, 1);
  expect(name("/page", "text/html; charset=utf-8")).toBe("0001-page.html");
  expect(name("/page.php", "text/html")).toBe("0001-page.php");
  expect(name("/", "IMAGE/PNG")).toBe("0001-object.png");
  expect(name("/page", "constructor")).toBe("0001-page");
  expect(name("c:\\a\\b?.txt", undefined, "ftp-data")).toBe("0001-b_.txt");
  expect(name("Re: 1/2 of v1.0", "message/rfc822", "imf")).toBe("0001-Re__1_2_of_v1.0.eml");
});

test("objectName() is safe whatever the target is", () => {
  const name = (target) => objectName({ target }, 7);
  expect(name("/a/page.html?query=/x#/y")).toBe("0007-page.html");
  expect(name("/")).toBe("0007-object");
  expect(name(undefined)).toBe("0007-object");
  expect(name("/..")).toBe("0007-object");
  expect(name("/..\\..\\CON")).toBe("0007-.._.._CON");
  expect(name("/a\0b\n\u202e<é>")).toBe("0007-a_b_____");
  expect(name(`/${"x".repeat(5000)}.js`)).toHaveLength(85);
  expect(objectName({ target: "http://a/b c%00;" }, 12345)).toBe("12345-b_c_00_");
});
