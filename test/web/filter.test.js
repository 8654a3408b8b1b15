// Display filters in the package: the packets are those of `packetglass print --filter`.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { checkFilter, compileCaptureFilter, completeFilter, openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import { datagrams } from "./datagrams.js";
import { hasNative, native } from "./native.js";
import { scratch } from "./scratch.js";
import { pcap } from "./synthetic.js";

const file = scratch();
const folder = join(import.meta.dirname, "../captures/dissect");
const http = join(folder, "http.pcap");

/** The numbers that the native program prints. */
function nativeNumbers(path, filter) {
  const printed = native("print", path, "--fields", "frame.number", "-Y", filter).toString();
  return printed.split("\n").filter(Boolean).map(Number);
}

const numbersOf = async (listing) => [...(await listing.packets())].map((i) => i + 1);

const filters = [
  "tcp",
  "not tcp",
  "tcp.port == 80 and http",
  'http.request.method == "GET"',
  "ip.addr == 192.0.2.0/24",
  "frame.len > 200",
  "tcp.flags.syn == 1",
  "dns.qry.type == A or icmp or arp",
  "tcp.len > 0 and tcp.stream < 3",
  '_ws.col.info contains "HTTP"',
  "frame.number in {1, 3..5}",
  "ip.reassembled_in or ip.fragment",
  "tcp.analysis.flags",
];

(hasNative ? describe : describe.skip)("as the native program", () => {
  const captures = readdirSync(folder).filter((name) => name.endsWith(".pcap"));
  test.each(captures)("%s", async (name) => {
    const path = join(folder, name);
    const capture = await openCapture(path, { summary: true });
    for (const filter of filters) {
      const listing = await capture.filter(filter);
      expect([filter, await numbersOf(listing)]).toEqual([filter, nativeNumbers(path, filter)]);
    }
    capture.close();
  });
});

describe.each([
  ["this thread", openCapture],
  ["a Worker", worker.openCapture],
])("in %s", (_, open) => {
  test("a filter gives a listing with its rows", async () => {
    const capture = await open(http, { summary: true });
    const seen = [];
    const listing = await capture.filter("http.response", {
      onProgress: (each) => seen.push(each),
    });
    expect(listing.length).toBeGreaterThan(3);
    expect(listing.growing).toBe(false);
    for (const { protocol, info } of await listing.rows()) {
      expect(protocol).toMatch(/^HTTP/);
      expect(info).toMatch(/^HTTP\/1\.\d \d+/);
    }
    const total = capture.length;
    expect(seen.at(-1)).toEqual({ packets: total, total, matched: listing.length, exceeded: 0 });
    await capture.close();
  });

  test("an empty filter gives all packets, and one that matches none gives none", async () => {
    const capture = await open(http, { summary: true });
    expect((await capture.filter("")).length).toBe(capture.length);
    expect((await capture.filter("frame.len == 0")).length).toBe(0);
    await capture.close();
  });

  test("packets of pcapng are looked at to the last, whose block goes on behind it", async () => {
    for (const name of ["little", "big", "kinds-of-packets", "other-blocks"]) {
      const capture = await open(join(folder, `../pcapng-${name}.pcapng`), { summary: true });
      const listing = await capture.filter('not frame contains "no packet has this"');
      expect([name, listing.length]).toEqual([name, capture.length]);
      expect(listing.length).toBeGreaterThan(0);
      await capture.close();
    }
  });

  test("what is no filter says where", async () => {
    const capture = await open(http, { summary: true });
    await expect(capture.filter("tcp.port == ")).rejects.toMatchObject({ code: "invalid_filter" });
    await expect(capture.filter("tcp.prot == 80")).rejects.toMatchObject({
      code: "invalid_filter",
      offset: 0,
    });
    await expect(capture.filter(7)).rejects.toThrow(TypeError);
    await expect(capture.filter("tcp", { fast: true })).rejects.toThrow(TypeError);
    await capture.close();
  });

  test("an abort stops it", async () => {
    const path = file("many.pcap", pcap(datagrams(50_000)));
    const capture = await open(path, { summary: true });
    const stop = new AbortController();
    const filtering = capture.filter("udp.length > 20", {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("mine")),
    });
    await expect(filtering).rejects.toThrow("mine");
    await capture.close();
  });

  test("within the packets of another filter", async () => {
    const capture = await open(http, { summary: true });
    const answers = await capture.filter("http.response");
    const both = await capture.filter("tcp.stream == 0", { within: answers });
    const known = await capture.filter("http.response and tcp.stream == 0");
    expect(known.length).toBeGreaterThan(0);
    expect(known.length).toBeLessThan(answers.length);
    expect(await numbersOf(both)).toEqual(await numbersOf(known));
    const chosen = await capture.listing([1, 3, 5]);
    expect(await numbersOf(await capture.filter("", { within: chosen }))).toEqual([2, 4, 6]);
    expect((await capture.filter("", { within: capture.all })).length).toBe(capture.length);
    const other = await open(http);
    await expect(capture.filter("tcp", { within: other.all })).rejects.toThrow("same capture");
    await expect(capture.filter("tcp", { within: [1] })).rejects.toThrow(TypeError);
    await other.close();
    await capture.close();
  });

  test("within one that grows", async () => {
    const capture = await open(file("grows.pcap", pcap(datagrams(50_000))), { summary: true });
    const within = await capture.filter("udp.length > 20", { growing: true });
    const both = await capture.filter("frame.number > 100", { within });
    const whole = await capture.filter("udp.length > 20 and frame.number > 100");
    expect(await numbersOf(both)).toEqual(await numbersOf(whole));
    await capture.close();
  });

  test("a capture filter gives the packets that it wants", async () => {
    const capture = await open(http);
    const listing = await capture.filter({ bpf: "tcp src port 80" });
    const known = await capture.filter("tcp.srcport == 80");
    expect(known.length).toBeGreaterThan(3);
    expect(await numbersOf(listing)).toEqual(await numbersOf(known));
    const { instructions } = await compileCaptureFilter("tcp src port 80");
    const again = await capture.filter({ bpf: instructions }, { within: listing });
    expect(again.length).toBe(known.length);
    await capture.close();
  });

  test("what is no capture filter says why", async () => {
    const capture = await open(http);
    const wrong = { code: "invalid_filter" };
    await expect(capture.filter({ bpf: "tcp port" })).rejects.toMatchObject(wrong);
    await expect(capture.filter({ bpf: "inbound" })).rejects.toMatchObject(wrong);
    await expect(capture.filter({ text: "tcp" })).rejects.toThrow(TypeError);
    await expect(capture.filter(null)).rejects.toThrow(TypeError);
    await capture.close();
    const none = await open(file("none.pcap", pcap([])));
    await expect(none.filter({ bpf: "tcp port" })).rejects.toMatchObject(wrong);
    expect((await none.filter({ bpf: "tcp" })).length).toBe(0);
    await none.close();
  });

  test("a capture filter looks at many packets, some of them long", async () => {
    const packets = datagrams(30_000);
    const payload = new Uint8Array(5_000_000);
    packets.splice(777, 0, { ...packets[0], payload, originalLength: payload.length });
    const capture = await open(file("long.pcap", pcap(packets, { snaplen: 8_000_000 })));
    const listing = await capture.filter({ bpf: "len > 1000 or udp" });
    expect(listing.length).toBe(capture.length);
    expect(await numbersOf(await capture.filter({ bpf: "len > 1000" }))).toEqual([778]);
    await capture.close();
  });

  test("one that grows has rows before its end", async () => {
    const path = file("more.pcap", pcap(datagrams(50_000)));
    const capture = await open(path, { summary: true });
    const listing = await capture.filter("udp.length > 20", { growing: true });
    const lengths = [listing.length];
    while (await listing.grown()) lengths.push(listing.length);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    const whole = await capture.filter("udp.length > 20");
    expect([listing.length, listing.growing]).toEqual([whole.length, false]);
    expect(await numbersOf(listing)).toEqual(await numbersOf(whole));
    await capture.close();
  });

  test("one that grows is stopped when it is closed", async () => {
    const path = file("stopped.pcap", pcap(datagrams(50_000)));
    const capture = await open(path, { summary: true });
    const listing = await capture.filter("udp.length > 20", { growing: true });
    await listing.close();
    expect(listing.growing).toBe(false);
    await capture.close();
  });
});

describe.each([
  ["this thread", checkFilter],
  ["a Worker", worker.checkFilter],
])("checkFilter() in %s", (_, check) => {
  test("says nothing of a filter", async () => {
    expect({ ...(await check("tcp.port == 80")) }).toEqual({ warnings: [] });
  });

  test("names the word and the nearest one", async () => {
    const { error } = await check("ip and tcp.prot == 80");
    expect(error).toMatchObject({ column: 7, length: 8, suggestion: "tcp.port" });
  });

  test("counts columns as JavaScript does", async () => {
    const { error } = await check('http.host == "häß😀" and tcp.prot');
    expect('http.host == "häß😀" and tcp.prot'.slice(error.column)).toBe("tcp.prot");
  });

  test("warns of what Wireshark no longer takes", async () => {
    const { error, warnings } = await check("tcp.port ~= 80");
    expect([error, warnings.length]).toEqual([undefined, 1]);
    expect(warnings[0].column).toBe(9);
  });
});

describe.each([
  ["this thread", completeFilter],
  ["a Worker", worker.completeFilter],
])("completeFilter() in %s", (_, complete) => {
  test("proposes fields with their titles and types", async () => {
    const found = await complete("ip and tcp.flags.sy");
    expect(found[0]).toMatchObject({ text: "tcp.flags.syn", from: 7, to: 19, kind: "field" });
    expect(found[0].title.length).toBeGreaterThan(2);
    expect(found[0].type).toBe("boolean");
  });

  test("counts as JavaScript does", async () => {
    const text = 'http.host == "😀" and tcp.fl';
    const [first] = await complete(text);
    expect(text.slice(first.from, first.to)).toBe("tcp.fl");
  });
});
