// web/examples, run in a project that has the package installed.
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { packets, pcap } from "../synthetic.js";
import { installed } from "./installed.js";

const examples = join(import.meta.dirname, "../../../web/examples");
const project = installed();
const run = (name, ...args) =>
  project
    .run(process.execPath, [`examples/${name}`, ...args])
    .trimEnd()
    .split("\n");

beforeAll(() => {
  cpSync(examples, join(project.folder, "examples"), { recursive: true });
  project.write("ten.pcap", pcap(packets(10)));
  cpSync(
    join(import.meta.dirname, "../../captures/dissect/http.pcap"),
    join(project.folder, "http.pcap"),
  );
});

const octets = packets(10).reduce((sum, { payload }) => sum + payload.length, 0);

// https://github.com/corelight/community-id-spec: version 1, seed 0, the lower address first.
function communityId(protocol, lower, higher) {
  const word = (number) => [number >> 8, number & 0xff];
  const host = ([address]) => address.split(".").map(Number);
  const bytes = [0, 0, ...host(lower), ...host(higher), protocol, 0, ...word(lower[1])];
  bytes.push(...word(higher[1]));
  return `1:${createHash("sha1").update(Uint8Array.from(bytes)).digest("base64")}`;
}

// What each prints of the capture that it makes, and of one that it is given.
const printed = {
  "index-a-file.mjs": () => {
    expect(run("index-a-file.mjs")).toEqual([
      "10 packets in 912 bytes",
      "interface eth0: ETHERNET",
      "504 bytes of packets",
      "the first, at 1700000000000000000 ns: 54 bytes",
    ]);
    expect(run("index-a-file.mjs", "ten.pcap")[2]).toBe(`${octets} bytes of packets`);
  },
  "cut-a-time-range.mjs": () => {
    expect(run("cut-a-time-range.mjs")).toEqual([
      expect.stringMatching(/^3 of 10 packets are in .*packetglass-cut\.pcapng$/),
    ]);
    run("cut-a-time-range.mjs", join(project.folder, "ten.pcap"), "cut.pcapng", "0.005", "0.05");
    expect(run("index-a-file.mjs", "cut.pcapng")[0]).toMatch(/^6 packets in /);
  },
  "stream-over-http.mjs": () => {
    expect(run("stream-over-http.mjs")).toEqual(["10 packets with 504 bytes"]);
  },
  "write-pcapng.mjs": () => {
    expect(run("write-pcapng.mjs", "written.pcapng")).toEqual([
      expect.stringMatching(/^\d+ bytes are in written\.pcapng$/),
      "1700000000000000000 eth0 the question",
      "1700000000000000001 tun0",
    ]);
  },
  "use-in-a-worker.mjs": () => {
    expect(run("use-in-a-worker.mjs")).toEqual([
      "read 912 of 912 bytes",
      "10 packets since 1700000000000000000 ns",
      "192.0.2.1 to 198.51.100.7: TCP",
      "198.51.100.7 to 192.0.2.1: TCP",
      "192.0.2.1 to 192.0.2.53: UDP",
      "TCP stream 0: 2 packets to, 2 fro",
      "TCP stream 1: 2 packets to, 1 fro",
    ]);
    expect(run("use-in-a-worker.mjs", "ten.pcap")[1]).toBe(
      "10 packets since 1700000000000000000 ns",
    );
  },
  "save-http-objects.mjs": () => {
    expect(run("save-http-objects.mjs")).toEqual([
      "packet 2: 0001-page.html, text/html, 14 bytes",
      expect.stringMatching(/^1 files are in /),
    ]);
    run("save-http-objects.mjs", "http.pcap", ".");
    expect(readFileSync(join(project.folder, "0003-whole.json"), "latin1")).toBe('{"a":1}');
  },
  "count-by-community-id.mjs": () => {
    const client = "192.0.2.1";
    const web = (port) => communityId(6, [client, port], ["198.51.100.7", 80]);
    const names = communityId(17, [client, 53_000], ["192.0.2.53", 5353]);
    expect(run("count-by-community-id.mjs")).toEqual([
      `${web(50_000)}  4 packets, 216 bytes, begun by ${client} 50000`,
      `${web(50_001)}  3 packets, 162 bytes, begun by 198.51.100.7 80`,
      `${names}  3 packets, 126 bytes, begun by ${client} 53000`,
    ]);
  },
};

test.each(Object.entries(printed))("%s", (_, check) => check(), 30_000);

test("each of them is run here", () => {
  const all = readdirSync(examples).filter((name) => name !== "sample.mjs");
  expect(all.sort()).toEqual(Object.keys(printed).sort());
});
