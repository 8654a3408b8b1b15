// Capture filters: the programs of libpcap 1.10.3, and the packets that they want.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { CaptureError, CaptureFilter, compileCaptureFilter, readEvents } from "packetglass";
import { DLT } from "packetglass/pcap";
import { realFolder } from "../captures/real.js";
import { interpreter } from "./bpf-interpreter.js";

const root = join(import.meta.dirname, "../..");
const transport = join(root, "test/captures/dissect/transport.pcap");

const capturesBelow = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter((name) => /\.(pcap|pcapng|cap)$/.test(name))
        .map((name) => join(folder, name))
    : [];

const rowsOf = (text) =>
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));

const golden = rowsOf(readFileSync(join(root, "test/cpp/filter/bpf/tcpdump-ddd.tsv"), "utf8"));
const inOneLine = (filter) => filter.toString("-ddd").trimEnd().replaceAll("\n", ";");

describe("a program", () => {
  test("is that of tcpdump", async () => {
    expect(golden.length).toBeGreaterThan(130);
    for (const [linkType, optimize, text, program] of golden) {
      const options = { linkType: DLT[linkType], optimize: optimize === "1", netmask: 0 };
      const filter = await compileCaptureFilter(text, options);
      expect([text, inOneLine(filter)]).toEqual([text, program]);
    }
  });

  test("is written as tcpdump writes it", async () => {
    const filter = await compileCaptureFilter("ip");
    expect(filter).toBeInstanceOf(CaptureFilter);
    expect(String(filter)).toBe(
      "(000) ldh      [12]\n(001) jeq      #0x800           jt 2\tjf 3\n" +
        "(002) ret      #262144\n(003) ret      #0\n",
    );
    expect(filter.toString("-d")).toBe(String(filter));
    expect(filter.toString("-dd")).toContain("{ 0x15, 0, 1, 0x00000800 },\n");
    expect(filter.toString("-ddd")).toBe("4\n40 0 0 12\n21 0 1 2048\n6 0 0 262144\n6 0 0 0\n");
    expect(() => filter.toString("-x")).toThrow(RangeError);
    expect(filter.instructions[1]).toEqual({ code: 21, jt: 0, jf: 1, k: 2048 });
  });

  test("that is there already is taken as it is", async () => {
    const { instructions } = await compileCaptureFilter("tcp port 80");
    const again = await compileCaptureFilter(instructions);
    expect(again.instructions).toEqual(instructions);
    for (const wrong of [[{ code: 1 }], [7], {}, undefined, null]) {
      await expect(compileCaptureFilter(wrong)).rejects.toThrow(TypeError);
    }
  });

  test("that may not run says why when it is asked", async () => {
    const jump = [{ code: 5, jt: 0, jf: 0, k: 7 }];
    const filter = await compileCaptureFilter(jump);
    expect(() => filter.matches(new Uint8Array(9))).toThrow("jumps out of the program");
    const inbound = await compileCaptureFilter("inbound");
    expect(String(inbound)).toContain("ldh      [type]");
    expect(() => inbound.matches(new Uint8Array(99))).toThrow(CaptureError);
  });
});

describe("wrong", () => {
  const refused = [
    ["tcp prot 80", "can't parse filter expression: syntax error"],
    ["host example.com", "unknown host 'example.com' (names are not looked up: write the address)"],
    ["ip broadcast", "netmask not known, so 'ip broadcast' not supported"],
    ["ip and ip6", "expression rejects all packets"],
    ["tcp\0udp", "the filter holds a zero byte"],
    ["é", "can't parse filter expression: syntax error"],
    [`${"(".repeat(10_000)}tcp`, "can't parse filter expression: memory exhausted"],
    ["host 1.2.3.4 or ".repeat(100_000), "the filter is too complex to be optimised"],
  ];
  test.each(refused)("filters reject with libpcap's words: %.20s", async (text, message) => {
    const compiling = compileCaptureFilter(text);
    await expect(compiling).rejects.toMatchObject({ code: "invalid_filter", message });
  });

  const options = [
    [{ linkType: 65536 }, RangeError],
    [{ linkType: "EN10MB" }, TypeError],
    [{ snaplen: -1 }, RangeError],
    [{ netmask: "255.255.255" }, RangeError],
    [{ netmask: "1.2.3.256" }, RangeError],
    [{ netmask: 0.5 }, RangeError],
    [{ optimize: 1 }, TypeError],
    [{ optimise: false }, TypeError],
    [null, TypeError],
  ];
  test.each(options)("options reject: %j", async (wrong, error) => {
    await expect(compileCaptureFilter("tcp", wrong)).rejects.toThrow(error);
  });

  test("packets throw", async () => {
    const filter = await compileCaptureFilter("tcp");
    expect(() => filter.matches([1, 2])).toThrow(TypeError);
    expect(() => filter.matches(new Uint8Array(1), -1)).toThrow(RangeError);
  });
});

test("a netmask is a number or an address", async () => {
  const [one, other] = await Promise.all(
    ["255.255.0.0", 0xffff0000].map((netmask) => compileCaptureFilter("ip broadcast", { netmask })),
  );
  expect(one.instructions).toEqual(other.instructions);
});

/** Packets of a capture that a filter wants, by their index. */
async function wanted(text, options) {
  const filter = await compileCaptureFilter(text, options);
  const found = [];
  let index = 0;
  for await (const { data, original_packet_length } of readEvents(transport)) {
    if (filter.matches(data, original_packet_length)) found.push(index);
    index++;
  }
  return { found, count: index };
}

test("packets that are wanted match", async () => {
  const { found, count } = await wanted("ip proto 17");
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(count);
  expect((await wanted("not ip proto 17")).found).toHaveLength(count - found.length);
  expect((await wanted("")).found).toHaveLength(count);
  expect((await wanted("greater 1")).found).toHaveLength(count);
});

test("where nothing may be compiled the interpreter gives the same", async () => {
  const { found } = await wanted("ip proto 17");
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (module, imports) =>
    module instanceof Uint8Array
      ? Promise.reject(new WebAssembly.CompileError("not allowed"))
      : instantiate(module, imports);
  try {
    expect((await wanted("ip proto 17")).found).toEqual(found);
  } finally {
    WebAssembly.instantiate = instantiate;
  }
});

test("a large packet is taken", async () => {
  const filter = await compileCaptureFilter("len > 100000 and link[200000] = 7");
  const packet = new Uint8Array(300_000);
  expect(filter.matches(packet)).toBe(false);
  packet[200_000] = 7;
  expect(filter.matches(packet)).toBe(true);
});

const suite = join(root, "../shared/reference/filters/libpcap-suite.tsv.gz");

(existsSync(suite) ? test : test.skip)("libpcap's suite gives the same programs", async () => {
  const { compile } = await interpreter();
  let count = 0;
  for (const [set, , linkType, snaplen, netmask, optimize, names, text, expected] of rowsOf(
    gunzipSync(readFileSync(suite)).toString(),
  )) {
    if (names === "names" || expected === "!unknown data link type name") continue;
    const mask = netmask === "" ? 0xffffffff : netmask === "0.0.0.0" ? 0 : undefined;
    if (mask === undefined || DLT[linkType] === undefined) continue;
    const isOptimized = optimize === "1" || set === "reject";
    const options = [DLT[linkType], Number(snaplen), mask, isOptimized];
    const program = compile(text.replaceAll("\\n ", "\n"), options);
    const wantedProgram = expected.startsWith("!") ? undefined : expected;
    if (program !== wantedProgram) expect([text, program]).toEqual([text, wantedProgram]);
    count++;
  }
  expect(count).toBeGreaterThan(9000);
});

describe("generated code agrees with the interpreter", () => {
  test("on random programs", async () => {
    const { disagreement, random } = await interpreter();
    let ran = 0;
    for (let seed = 1; seed <= 1500; seed++) {
      const { program, packets } = random(seed);
      const found = await disagreement(program, packets);
      if (found === undefined) continue;
      expect(found).toEqual("");
      ran++;
    }
    expect(ran).toBeGreaterThan(1000);
  }, 60_000);

  test("on loops, as far as programs may jump back", async () => {
    const { disagreement, answer } = await interpreter();
    // Counts down by loops of three instructions.
    const counting = (turns) => [
      { code: 0x00, jt: 0, jf: 0, k: turns },
      { code: 0x15, jt: 2, jf: 0, k: 0 },
      { code: 0x14, jt: 0, jf: 0, k: 1 },
      { code: 0x05, jt: 0, jf: 0, k: 2 ** 32 - 3 },
      { code: 0x06, jt: 0, jf: 0, k: 7 },
    ];
    const most = Math.floor(2 ** 20 / 3);
    for (const [turns, expected] of [
      [most, 7],
      [most + 1, 0],
    ]) {
      expect(answer(counting(turns), new Uint8Array())).toBe(expected);
      expect(await disagreement(counting(turns), [[new Uint8Array(), 0]])).toBe("");
    }
  });

  test("on the packets of captures", async () => {
    const { disagreement } = await interpreter();
    const captures = [...capturesBelow(join(root, "test/captures")), ...capturesBelow(realFolder)];
    const packets = [];
    for (const capture of captures) {
      let taken = 0;
      try {
        for await (const { data, original_packet_length } of readEvents(capture)) {
          packets.push([data, original_packet_length]);
          if (++taken === 30) break;
        }
      } catch (error) {
        expect(error).toBeInstanceOf(CaptureError); // Some are damaged.
      }
    }
    expect(packets.length).toBeGreaterThan(20);
    for (const [linkType, optimize, text] of golden) {
      const options = { linkType: DLT[linkType], optimize: optimize === "1", netmask: 0 };
      const { instructions } = await compileCaptureFilter(text, options);
      const found = await disagreement(instructions, packets);
      expect([text, found ?? ""]).toEqual([text, ""]);
    }
  }, 60_000);
});
