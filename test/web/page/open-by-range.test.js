// A capture on the page's own server is read where it lies: nothing fetches or keeps all of it.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { makeSparseCapture } from "../../bench/sparse-capture.mjs";
import { scratch } from "../scratch.js";
import { browsers } from "./browsers.js";
import { inspector, opened, textOf } from "./inspector.js";

const patience = 120_000;
const MiB = 2 ** 20;
const captured = 2 ** 18; // Bytes of each packet.
const count = 2048;
const size = 24 + count * (16 + captured);
const path = scratch()("sparse.pcap");
const served = [];

beforeAll(() => {
  makeSparseCapture(path, size - 24);
  subscribe("http.server.response.finish", note);
}, patience);
afterAll(() => unsubscribe("http.server.response.finish", note));

// What went through each connection so far, headers included.
const written = new WeakMap();

function note({ request, response, socket }) {
  const before = written.get(socket) ?? 0;
  written.set(socket, socket.bytesWritten);
  if (!request.url.startsWith("/capture/")) return;
  served.push({ status: response.statusCode, bytes: socket.bytesWritten - before });
}

const bytesServed = () => served.reduce((sum, { bytes }) => sum + bytes, 0);

describe.each(browsers())("%s", (_, launch) => {
  const open = inspector({ launch, captures: new Map([["sparse.pcap", path]]) });

  test(
    "opens it in ranges, reads each byte once, and a packet again by itself",
    async () => {
      served.length = 0;
      const tab = await open({ query: "?open=/capture/sparse.pcap" });
      await opened(tab, "sparse.pcap");
      expect(await textOf(tab, ".opened-size")).toMatch(/^2,048 packets · /);
      // Rows in sight and near are read again once: two pages of 128 packets; and there are headers.
      const again = 256 * captured + MiB;
      expect(bytesServed()).toBeGreaterThanOrEqual(size);
      expect(bytesServed()).toBeLessThan(size + again);
      const [head, ...ranges] = served;
      expect(head.bytes).toBeLessThan(4096);
      expect(ranges.filter(({ status, bytes }) => status !== 206 || bytes > 16 * MiB)).toEqual([]);

      const before = served.length;
      const last = await tab.evaluate(
        (i) => packetglass.capture.packet(i).then(({ number, bytes }) => [number, bytes.length]),
        count - 1,
      );
      expect(last).toEqual([count, captured]);
      // Rows may be under way too.
      const small = served.slice(before).filter(({ bytes }) => bytes < 2 * captured);
      expect(small).not.toEqual([]);
    },
    patience,
  );
});
