// Packets with bytes changed at random: WebAssembly dissects them as the native binary does.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { printed } from "../dissect/ours.js";
import { asPrinted } from "./native-dissection.js";
import { scratch } from "./scratch.js";
import { fileHeader, record } from "./synthetic.js";

const folder = join(import.meta.dirname, "../captures/dissect");
const names = readdirSync(folder).filter((name) => name.endsWith(".pcap"));
const file = scratch();

/** Numbers below 2^32 that are the same each time. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}

async function packetsOf(name) {
  const capture = await openCapture(join(folder, name));
  const all = await Promise.all([...Array(capture.length).keys()].map((i) => capture.packet(i)));
  capture.close();
  return all;
}

/** A capture of these packets, each several times with some bytes changed. */
function damaged(packets, random) {
  const records = packets.flatMap(({ bytes }) =>
    Array.from({ length: 4 }, (_, round) => {
      const payload = bytes.slice();
      for (let i = 0; i <= 2 * round; i += 1) payload[random() % payload.length] = random();
      return record({ seconds: round, fraction: 0, payload });
    }),
  );
  return Buffer.concat([fileHeader({ linkType: packets[0].linkType }), ...records]);
}

/** Follows all streams of a layer: each side's pieces are one behind another. */
async function followAll(capture, layer) {
  for (const { stream } of capture.conversations(layer)) {
    const next = [0, 0];
    for await (const { side, offset, bytes, gap } of capture.follow({ layer, stream })) {
      expect(offset).toBe(next[side]);
      next[side] += bytes?.length ?? gap;
    }
  }
}

test("damaged packets are dissected as the binary does", async () => {
  const random = dice(20231114);
  let packets = 0;
  for (const name of names) {
    const path = file(name, damaged(await packetsOf(name), random));
    const theirs = JSON.parse(await printed("--json", path));
    const capture = await openCapture(path, { summary: true });
    expect(capture.length).toBe(theirs.length);
    for (const row of await capture.rows()) {
      const ours = asPrinted(row, await capture.layers(row.number - 1));
      const their = theirs[row.number - 1];
      if (!isDeepStrictEqual(ours, their)) expect(ours).toEqual(their);
      packets += 1;
    }
    for (const layer of ["tcp", "udp", "sctp"]) await followAll(capture, layer);
    capture.close();
  }
  expect(packets).toBeGreaterThan(2500);
}, 120_000);
