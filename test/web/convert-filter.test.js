// Converting the packets that a filter matches: those of `readEvents()` with the same filter.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import * as packetglass from "packetglass";
import * as worker from "packetglass/worker";
import { datagrams } from "./datagrams.js";
import { hasNative, native } from "./native.js";
import { scratch } from "./scratch.js";
import { pcap } from "./synthetic.js";

const file = scratch();
const folder = join(import.meta.dirname, "../captures/dissect");
const http = join(folder, "http.pcap");

async function packetsOf(source, options) {
  const found = [];
  for await (const { timestamp, data } of packetglass.readEvents(source, options)) {
    found.push([timestamp, Buffer.from(data).toString("hex")]);
  }
  return found;
}

const filters = [
  "tcp.port == 80 and http",
  "frame.number in {2, 5..9}",
  "frame.len == 0",
  "",
  { bpf: "tcp src port 80" },
];

describe.each([
  ["this thread", packetglass],
  ["a Worker", worker],
])("in %s", (_, { convert }) => {
  test.each(filters)("%j", async (filter) => {
    const known = await packetsOf(http, { filter });
    for (const format of ["usec", "nsec", "pcapng"]) {
      const path = file(`${format}.out`);
      const { packets } = await convert(http, path, { filter, format, overwrite: true });
      expect([format, packets]).toEqual([format, known.length]);
      expect(await packetsOf(path)).toEqual(known);
    }
  });

  test("over many blocks", async () => {
    const source = file("many.pcap", pcap(datagrams(30_000)));
    const path = file("few.pcap");
    const filter = "udp.length > 40";
    const { packets } = await convert(source, path, { filter, overwrite: true });
    const known = await packetsOf(source, { filter });
    expect(packets).toBe(known.length);
    expect(await packetsOf(path)).toEqual(known);
  });

  test("what is no filter writes nothing over a file", async () => {
    const path = file("there.pcap", "mine");
    const failing = convert(http, path, { filter: "tcp.prot", overwrite: true });
    await expect(failing).rejects.toMatchObject({ code: "invalid_filter" });
    expect(readFileSync(path, "utf8")).toBe("mine");
    await expect(convert(http, path, { filter: 7 })).rejects.toThrow(TypeError);
  });
});

(hasNative ? describe : describe.skip)("as the native program", () => {
  const names = readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));
  test.each(names)("%s", async (name) => {
    const source = join(folder, name);
    const path = file(`${name}.out`);
    await packetglass.convert(source, path, { filter: "tcp or udp", overwrite: true });
    expect(readFileSync(path)).toEqual(native("convert", "-Y", "tcp or udp", source, "-"));
  });
});
