// The surface of libpcap's bindings: packetglass/pcap.
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { CaptureError, MemorySink, openCapture } from "packetglass";
import * as pcapModule from "packetglass/pcap";
import { scratch } from "./scratch.js";
import { packets, pcap } from "./synthetic.js";

const { Cap, DLT, Dumper, LIB_VERSION, openDead, openLive, openOffline, secs2tv, tv2secs } =
  pcapModule;
const root = join(import.meta.dirname, "../..");
const file = scratch();
const written = packets(5);
const path = file("five.pcap", pcap(written, { snaplen: 1000, linkType: 1 }));
const timeOf = ({ seconds, fraction }) =>
  BigInt(seconds) * 1_000_000_000n + BigInt(fraction) * 1000n;
const expected = written.map((one) => [one.payload, timeOf(one), one.originalLength]);

describe("openOffline", () => {
  test("next gives bytes, time and length of each packet, then nothing", async () => {
    const cap = await openOffline(path);
    for (const packet of expected) expect(await cap.next()).toEqual(packet);
    expect(await cap.next()).toEqual([undefined]);
    expect(await cap.next()).toEqual([undefined]);
    cap.close();
  });

  test("is iterated, and asked without waiting", async () => {
    const cap = await openOffline(path);
    const seen = [];
    for await (const packet of cap) seen.push(packet);
    expect(seen).toEqual(expected);
    const other = await openOffline(path);
    expect(await Promise.all([other.next(), other.next()])).toEqual(expected.slice(0, 2));
    other.close();
  });

  test("knows link type and snaplen", async () => {
    const cap = await openOffline(path);
    expect([cap.datalink(), cap.snapshot()]).toEqual([DLT.EN10MB, 1000]);
    expect(cap.getfd()).toEqual([undefined, "not selectable"]);
    cap.close();
  });

  test("reads standard input when nothing is named", async () => {
    const program = `import { openOffline } from "packetglass/pcap";
      let count = 0;
      for await (const _ of await openOffline()) count += 1;
      console.log(count);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: root,
    });
    child.stdin.end(readFileSync(path));
    expect(String(Buffer.concat(await child.stdout.toArray()))).toBe("5\n");
  });

  test("rejects for what is no capture, and for what is not there", async () => {
    const nothing = file("nothing.pcap", new TextEncoder().encode("this is no capture at all"));
    await expect(openOffline(nothing)).rejects.toMatchObject({ code: "unknown_format" });
    await expect(openOffline(file("x", new Uint8Array()).replace(/x$/, "y"))).rejects.toMatchObject(
      {
        code: "io",
      },
    );
  });

  test("sending is for live captures", async () => {
    const cap = await openOffline(path);
    const sent = cap.inject(new Uint8Array(60));
    await expect(sent).rejects.toMatchObject({ name: "CaptureError", code: "unsupported" });
    cap.close();
  });

  test("only packets that pass the filter", async () => {
    const talk = join(import.meta.dirname, "../captures/dissect/transport.pcap");
    const lengths = async (filter) => {
      const cap = await openOffline(talk);
      if (filter !== undefined) expect(await cap.setFilter(filter)).toBe(cap);
      const found = [];
      for await (const [bytes] of cap) found.push(bytes.length);
      cap.close();
      return found;
    };
    const all = await lengths();
    const udp = await lengths("ip proto 17");
    expect(udp.length).toBeGreaterThan(0);
    expect(await lengths("not ip proto 17")).toHaveLength(all.length - udp.length);
    expect(await lengths("greater 60")).toEqual(all.filter((length) => length >= 60));
    expect(await lengths("")).toEqual(all);
  });

  test.each(["openDead", "openOffline"])("a filter for a cap of %s is compiled", async (name) => {
    const cap = name === "openDead" ? openDead("EN10MB", 96) : await openOffline(path);
    const program = await cap.compile("tcp port 80");
    expect(program.instructions.length).toBe(20);
    expect((await cap.compile("tcp port 80", true)).instructions.length).toBeGreaterThan(20);
    expect(program.instructions.at(-2).k).toBe(cap.snapshot());
    expect(await cap.setFilter("udp")).toBe(cap);
    for (const wrong of [cap.setFilter("udp prot"), cap.compile("udp prot")]) {
      await expect(wrong).rejects.toMatchObject({ code: "invalid_filter", message: /syntax/ });
    }
    await expect(cap.setFilter("inbound")).rejects.toMatchObject({ code: "invalid_filter" });
    await expect(cap.setFilter(7)).rejects.toThrow(TypeError);
    cap.close();
    await expect(cap.compile("tcp")).rejects.toMatchObject({ code: "closed" });
  });

  test("after close every use says so; closing again does nothing", async () => {
    const cap = await openOffline(path);
    cap.close();
    cap.destroy();
    await expect(cap.next()).rejects.toMatchObject({ code: "closed" });
    await expect(cap.dumpOpen(new MemorySink())).rejects.toMatchObject({ code: "closed" });
    for (const use of [() => cap.datalink(), () => cap.snapshot(), () => cap.getfd()]) {
      expect(use).toThrow(CaptureError);
    }
  });
});

describe("openDead", () => {
  test("Ethernet and 65535 bytes by default", () => {
    const cap = openDead();
    expect([cap.datalink(), cap.snapshot()]).toEqual([1, 65535]);
  });

  test.each([
    ["LINUX_SLL", 113],
    ["RAW", 101],
    [147, 147],
  ])("link type %s", (linkType, number) => {
    const cap = openDead(linkType, 96);
    expect([cap.datalink(), cap.snapshot()]).toEqual([number, 96]);
  });

  test.each([
    ["NOTHING", /linkType "NOTHING"/],
    [-1, /linkType/],
    [1.5, /linkType/],
    ["toString", /linkType/],
  ])("link type %s is refused", (linkType, message) => {
    expect(() => openDead(linkType)).toThrow(RangeError);
    expect(() => openDead(linkType)).toThrow(message);
  });

  test("has no packets", async () => {
    const [packet, message] = await openDead().next();
    expect(packet).toBeUndefined();
    expect(message).toMatch(/no packets/);
  });
});

describe("dumpOpen", () => {
  /** What a capture in memory holds, as next() would give it. */
  async function contentOf(sink) {
    const cap = await openOffline(sink.bytes());
    const content = [];
    for await (const packet of cap) content.push(packet);
    return content;
  }

  test("dump takes what next gives, to the end", async () => {
    const [cap, sink] = [await openOffline(path), new MemorySink()];
    const dumper = await cap.dumpOpen(sink);
    for (let i = 0; i < 5; i++) expect(await dumper.dump(...(await cap.next()))).toBe(dumper);
    expect(await dumper.dump(...(await cap.next()))).toEqual([undefined]);
    expect(await dumper.dump(undefined, "no such thing")).toEqual([undefined, "no such thing"]);
    await dumper.close();
    expect(await contentOf(sink)).toEqual(expected);
    expect(Buffer.from(sink.bytes()).equals(readFileSync(path))).toBe(true);
  });

  test("outlives its cap", async () => {
    const [cap, sink] = [openDead(), new MemorySink()];
    const dumper = await cap.dumpOpen(sink);
    cap.close();
    await dumper.dump(Uint8Array.of(1, 2, 3), 1_000_010_000n, 60);
    await dumper.close();
    expect(await contentOf(sink)).toEqual([[Uint8Array.of(1, 2, 3), 1_000_010_000n, 60]]);
  });

  test.each([[undefined], [0n]])("time %s is now", async (timestamp) => {
    const sink = new MemorySink();
    const dumper = await openDead().dumpOpen(sink);
    const before = BigInt(Date.now()) * 1_000_000n;
    await dumper.dump(Uint8Array.of(1), timestamp);
    await dumper.close();
    const [[, time, length]] = await contentOf(sink);
    expect(length).toBe(1);
    expect(time >= before - 1_000_000_000n && time <= before + 60_000_000_000n).toBe(true);
  });

  test("flush hands on what has been dumped", async () => {
    const target = file("flushed.pcap", new Uint8Array());
    const dumper = await openDead().dumpOpen(target);
    await dumper.dump(new Uint8Array(60), 1n);
    expect(await dumper.flush()).toBe(dumper);
    const capture = await openCapture(readFileSync(target));
    expect(capture.length).toBe(1);
    capture.close();
    await dumper.close();
  });

  test("writes to standard output when nothing is named, and leaves it open", async () => {
    const program = `import { openDead } from "packetglass/pcap";
      const dumper = await openDead().dumpOpen();
      await dumper.dump(new Uint8Array(60), 1n);
      await dumper.close();
      process.stdout.write("still open");`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: root,
    });
    const printed = Buffer.concat(await child.stdout.toArray());
    expect(printed.length).toBe(24 + 16 + 60 + "still open".length);
    expect(String(printed.subarray(-10))).toBe("still open");
  });

  test("refuses packets that would make the file invalid", async () => {
    const dumper = await openDead("EN10MB", 100).dumpOpen(new MemorySink());
    await expect(dumper.dump(new Uint8Array(101))).rejects.toThrow(/snaplen, 100/);
    await expect(dumper.dump(new Uint8Array(60), 1n, 59)).rejects.toThrow(RangeError);
    await expect(dumper.dump("text")).rejects.toThrow(TypeError);
    await expect(dumper.dump(new Uint8Array(1), 1)).rejects.toThrow(/bigint/);
    await dumper.close();
  });

  test("after close every use says so; closing again does nothing", async () => {
    const dumper = await openDead().dumpOpen(new MemorySink());
    await dumper.close();
    await dumper.destroy();
    await expect(dumper.dump(Uint8Array.of(1))).rejects.toMatchObject({ code: "closed" });
    await expect(dumper.flush()).rejects.toMatchObject({ code: "closed" });
  });
});

describe("DLT", () => {
  test("goes both ways", () => {
    expect([DLT.EN10MB, DLT.RAW, DLT.LINUX_SLL, DLT.USER0, DLT.USER3]).toEqual([
      1, 101, 113, 147, 150,
    ]);
    for (const [name, number] of Object.entries(DLT).filter(
      ([, each]) => typeof each === "number",
    )) {
      expect(DLT[number]).toBe(name);
    }
  });

  test("has every link type of the core", () => {
    const table = readFileSync(join(root, "cpp/record/link_type.cpp"), "utf8");
    const numbers = Array.from(table.matchAll(/^ {4}\{(\d+), "/gm), ([, number]) => Number(number));
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.filter((number) => DLT[number] === undefined)).toEqual([]);
  });
});

test("seconds and microseconds, both ways, for every millisecond of a second", () => {
  for (let microseconds = 0; microseconds < 1_000_000; microseconds += 1000) {
    const seconds = tv2secs(1_700_000_000, microseconds);
    expect(secs2tv(seconds)).toEqual([1_700_000_000, microseconds]);
  }
  expect(secs2tv(1.9999999)).toEqual([2, 0]);
  expect(secs2tv(-0.25)).toEqual([-1, 750_000]);
});

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json")));
  expect(LIB_VERSION).toBe(`packetglass ${version}`);
});

test("require gives the same, with the errors of the package required", async () => {
  const require = createRequire(import.meta.url);
  const required = require("packetglass/pcap");
  expect(Object.keys(required).sort()).toEqual(Object.keys(pcapModule).sort());
  const cap = await required.openOffline(path);
  cap.close();
  await expect(cap.next()).rejects.toBeInstanceOf(require("packetglass").CaptureError);
});

describe("openLive", () => {
  const binary = join(root, "build/native/packetglass");

  test("says which program is missing, and how to get it", async () => {
    const error = await openLive("lo", 0, false, 0, { binary: "/no/such/program" }).catch(
      (reason) => reason,
    );
    expect(error).toMatchObject({ name: "CaptureError", code: "io" });
    const words = ['"/no/such/program" was not found', "npm run build", "build/native/packetglass"];
    for (const word of [...words, "PATH", "PACKETGLASS_BINARY", "binary"]) {
      expect(error.message).toContain(word);
    }
  });

  test("says why a program cannot be started", async () => {
    const plain = file("not-a-program", "text");
    const error = await openLive("lo", 0, false, 0, { binary: plain }).catch((reason) => reason);
    expect(error).toMatchObject({ name: "CaptureError", code: "io" });
    expect(error.message).toContain("EACCES");
  });

  test("says why an interface cannot be captured on", async () => {
    const refused = openLive("no-such-interface", 0, false, 1, { binary });
    await expect(refused).rejects.toMatchObject({ code: "io", message: /no-such-interface/ });
  });

  test.each([
    [["lo", -1], /snaplen/],
    [["lo", 0, false, -1], /timeout/],
    [[5], /device/],
  ])("refuses %j", async (args, message) => {
    await expect(openLive(...args)).rejects.toThrow(message);
  });

  /** A cap on the loopback, where this machine lets us; undefined where it does not. */
  async function loopback(timeout) {
    try {
      return await openLive("lo", 0, false, timeout, { binary });
    } catch (error) {
      console.warn(`Skipped: ${error.message}`);
      return undefined;
    }
  }

  async function sendTo(port, text) {
    const socket = createSocket("udp4");
    await new Promise((resolve) => socket.send(text, port, "127.0.0.1", resolve));
    socket.close();
  }

  test("packets that pass the filter, and timeouts", async () => {
    const cap = await loopback(0.3);
    if (!cap) return;
    expect(await cap.setFilter("udp port 9")).toBe(cap);
    expect(await cap.next()).toEqual([undefined, "timeout"]);
    await sendTo(9, "packetglass");
    let result = [undefined, "timeout"];
    for (let i = 0; i < 20 && result[1] === "timeout"; i++) result = await cap.next();
    const [bytes, time, length] = result;
    expect(String(Buffer.from(bytes).subarray(42))).toBe("packetglass");
    expect([typeof time, length]).toEqual(["bigint", 53]);
    expect(cap.datalink()).toBe(DLT.EN10MB);
    await expect(cap.compile("no such filter")).rejects.toMatchObject({ message: /filter/ });
    await cap.compile("tcp");
    cap.close();
  }, 20_000);

  test("what is injected is sent", async () => {
    const cap = await loopback(1);
    if (!cap) return;
    await cap.setFilter("ether proto 0x88b5");
    const frame = new Uint8Array(60);
    frame.set([0x88, 0xb5], 12);
    expect(await cap.inject(frame)).toBe(60);
    let result = [undefined, "timeout"];
    for (let i = 0; i < 10 && result[1] === "timeout"; i++) result = await cap.next();
    expect(result[0]).toEqual(frame);
    cap.close();
  }, 20_000);
});

test("the classes are there to be named", () => {
  expect(openDead()).toBeInstanceOf(Cap);
  expect(typeof Dumper).toBe("function");
});
