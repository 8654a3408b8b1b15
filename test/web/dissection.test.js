// Layers, rows and records of packets: the package against the native binary.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { decapsulate, openCapture } from "packetglass";
import { printed } from "../dissect/ours.js";
import { browserEntry } from "./browser-entry.js";
import { asPrinted } from "./native-dissection.js";
import { present, realCaptures } from "./oracle.js";
import { refusals } from "./oracle-refusals.js";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/captures/dissect");
const binary = join(root, "build/native/packetglass");
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".pcap"))
  .map((name) => join(folder, name));

const summarised = { summary: true };

/** All packets of a capture in the form of the binary. */
async function allIn(source, options, open = openCapture) {
  const capture = await open(source, options);
  const packets = [];
  for (const row of await capture.rows()) {
    packets.push(asPrinted(row, await capture.layers(row.number - 1)));
  }
  capture.close();
  return packets;
}

/** Jest's own comparison takes minutes for thousands: it is for what is different. */
function expectSame(ours, theirs) {
  expect(ours.length).toBe(theirs.length);
  ours.forEach((packet, i) => {
    if (isDeepStrictEqual(packet, theirs[i])) return;
    expect(packet).toEqual(theirs[i]);
  });
}

describe("layers and rows are those of packetglass print --json", () => {
  test("of the captures made for it", async () => {
    let packets = 0;
    for (const path of files) {
      const theirs = JSON.parse(await printed("--json", path));
      expectSame(await allIn(path, summarised), theirs);
      packets += theirs.length;
    }
    expect(packets).toBeGreaterThan(700);
  }, 60_000);

  (present ? test : test.skip)(
    "of real captures",
    async () => {
      let packets = 0;
      for (const { path, file } of realCaptures()) {
        if (refusals.has(path)) continue;
        const theirs = JSON.parse(await printed("--json", file));
        expectSame(await allIn(file, summarised), theirs);
        packets += theirs.length;
      }
      expect(packets).toBeGreaterThan(15_000);
    },
    400_000,
  );
});

describe("without a summary", () => {
  test("packets that are no TCP segments are the same", async () => {
    let packets = 0;
    // Some are what other packets make them: fragments, announced RTP, responses, what is remembered.
    const exchanged =
      "dns.(resp|retr|unso)|icmp(v6)?.(resp_|no_resp)|radius.(r|time)|snmp.resp|sip.resp|sip.resend-";
    const remembered = "arp.duplicate-address|sctp|usb";
    const fromOthers = new RegExp(
      `"(ip(v6)?.(fragments|reassembled_in)|rtp|rtcp|tftp|opus|rtpevent|stun.channel|quic|${exchanged}|${remembered})`,
    );
    for (const path of files) {
      const theirs = JSON.parse(await printed("--json", path));
      (await allIn(path)).forEach((packet, i) => {
        if (packet.layers.some(({ name }) => name === "tcp")) return;
        if (fromOthers.test(JSON.stringify(theirs[i]))) return;
        expect(packet).toEqual(theirs[i]);
        packets += 1;
      });
    }
    expect(packets).toBeGreaterThan(300);
  }, 60_000);

  test("TCP segments have their layers, but nothing of the segments before them", async () => {
    const path = join(folder, "http.pcap");
    const names = async (options) => {
      const [{ layers }] = await allIn(path, options);
      return layers.find(({ name }) => name === "tcp").fields.map(({ name }) => name);
    };
    expect(await names(summarised)).toContain("tcp.stream");
    expect(await names()).not.toContain("tcp.stream");
    expect(await names()).toContain("tcp.srcport");
  });
});

test("require and the browser's entry give the same layers", async () => {
  const path = join(folder, "dns.pcap");
  const { openCapture: required } = createRequire(import.meta.url)("packetglass");
  const { openCapture: inBrowser } = await browserEntry();
  const bytes = readFileSync(path);
  for (const options of [{}, summarised]) {
    const all = await allIn(path, options);
    expectSame(await allIn(path, options, required), all);
    expectSame(await allIn(new Blob([bytes]), options, inBrowser), all);
  }
});

describe("decapsulate() is packetglass decapsulate", () => {
  test.each([[0], [7]])(
    "with the seed %i",
    async (seed) => {
      for (const path of files) {
        const words = ["decapsulate", "--seed", String(seed), path];
        const { stdout } = await promisify(execFile)(binary, words);
        const theirs = stdout.trim().split("\n").filter(Boolean).map(JSON.parse);
        const capture = await openCapture(path);
        expect(capture.length).toBe(theirs.length);
        for (const [i, record] of theirs.entries()) {
          const ours = await capture.decapsulate(i, { seed });
          const { bytes, linkType, originalLength } = await capture.packet(i);
          const options = { linkType, originalLength, seed };
          // What was parsed has no toJSON().
          const both = JSON.parse(JSON.stringify([ours, await decapsulate(bytes, options)]));
          expectSame(both, [record, record]);
        }
        capture.close();
      }
    },
    60_000,
  );
});
