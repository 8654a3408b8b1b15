// Events of the packets that a filter matches: those of `capture.filter()`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import * as packetglass from "packetglass";
import * as worker from "packetglass/worker";
import { datagrams } from "./datagrams.js";
import { scratch } from "./scratch.js";
import { pcap } from "./synthetic.js";

const file = scratch();
const http = join(import.meta.dirname, "../captures/dissect/http.pcap");

const filters = [
  "tcp.port == 80 and http",
  "frame.number in {2, 5..9}",
  "not tcp",
  { bpf: "tcp src port 80" },
  { bpf: "less 0" },
];

/** Bytes and times of the packets that `capture.filter()` finds. */
async function chosenIn(path, filter) {
  const capture = await packetglass.openCapture(path);
  const listing = await capture.filter(filter);
  const packets = [];
  for (const i of listing.packets()) {
    const { bytes, timestamp } = await capture.packet(i);
    packets.push([timestamp, Buffer.from(bytes).toString("hex")]);
  }
  capture.close();
  return packets;
}

const factsOf = ({ timestamp, data }) => [timestamp, Buffer.from(data).toString("hex")];

async function all(events) {
  const found = [];
  for await (const event of events) found.push(event);
  return found;
}

describe.each([
  ["this thread", packetglass],
  ["a Worker", worker],
])("in %s", (_, { readEvents, readEventBatches }) => {
  test.each(filters)("%j", async (filter) => {
    const known = await chosenIn(http, filter);
    expect((await all(readEvents(http, { filter }))).map(factsOf)).toEqual(known);
  });

  test("in many batches, of captures one behind another", async () => {
    const half = pcap(datagrams(6_000));
    const path = file("two.pcap", Buffer.concat([half, half]));
    const filter = "udp.length > 40";
    const known = await chosenIn(path, filter);
    expect(known.length).toBeGreaterThan(300);
    const found = [];
    const headers = [];
    for await (const batch of readEventBatches(path, { filter })) {
      if (batch.fileHeader) headers.push(found.length);
      for (let i = 0; i < batch.length; i += 1) found.push(factsOf(batch.packet(i)));
      batch.release();
    }
    expect(found).toEqual(known);
    expect(headers).toEqual([0, known.length / 2]);
    expect((await all(readEvents(path, { filter }))).map(factsOf)).toEqual(known);
  });

  test("headers are given whatever the filter", async () => {
    const options = { filter: "frame.len == 0", emitFileHeaders: true };
    const events = await all(readEvents(http, options));
    expect(events.map(({ schema }) => schema)).toEqual(["pcap.file_header"]);
  });

  test("a damaged capture ends as without a filter", async () => {
    const path = file("damaged.pcap", readFileSync(http).subarray(0, 3000));
    const issues = [];
    const filter = "tcp";
    const onIssue = ({ kind }) => issues.push(kind);
    const found = await all(readEvents(path, { filter, onIssue }));
    expect(found.map(factsOf)).toEqual(await chosenIn(path, filter));
    expect(issues.length).toBeGreaterThan(0);
    const none = file("none.pcap", new Uint8Array(100).fill(7));
    await expect(all(readEvents(none, { filter }))).rejects.toMatchObject({
      code: "unknown_format",
    });
  });

  test("what is no filter, or asks for what comes later", async () => {
    const reading = (filter) => all(readEvents(http, { filter }));
    await expect(reading("tcp.prot == 80")).rejects.toMatchObject({
      code: "invalid_filter",
      offset: 0,
    });
    await expect(reading({ bpf: "tcp prt 80" })).rejects.toMatchObject({ code: "invalid_filter" });
    await expect(reading("ip.reassembled_in")).rejects.toMatchObject({ code: "no_summary" });
    expect(() => readEvents(http, { filter: 7 })).toThrow(TypeError);
    expect(() => readEvents(http, { filter: { text: "tcp" } })).toThrow(TypeError);
  });
});
