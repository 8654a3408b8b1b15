// Analysis flags of TCP: 20,000 segments at random, against tshark.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { compared, fields, flags, packetsByFlag } from "../dissect/segments.mjs";
import { hasNative, native } from "./native.js";

const golden = join(import.meta.dirname, "../dissect/segments.tshark.tsv");

/** The packets that have each flag, as tshark says. */
function expected() {
  const lines = readFileSync(golden, "utf8").trimEnd().split("\n");
  return new Map(
    lines.map((line) => {
      const [flag, distances] = line.split("\t");
      let packet = 0;
      return [flag, distances.split(" ").map((distance) => (packet += Number(distance)))];
    }),
  );
}

function ours() {
  const path = join(tmpdir(), `tcp-flags-${process.pid}.pcap`);
  writeFileSync(path, compared());
  const rows = native("print", "--fields", fields.join(","), path).toString();
  rmSync(path);
  return packetsByFlag(rows);
}

(hasNative ? test : test.skip)(
  "each flag is tshark's for at least 99 of 100 segments that have it",
  () => {
    const [theirs, found] = [expected(), ours()];
    const unlike = flags.map((flag) => {
      const [a, b] = [new Set(theirs.get(flag)), new Set(found.get(flag))];
      const differing =
        [...a].filter((n) => !b.has(n)).length + [...b].filter((n) => !a.has(n)).length;
      expect(a.size).toBeGreaterThan(20);
      return { flag, share: differing / a.size };
    });
    expect(unlike.filter(({ share }) => share > 0.01)).toEqual([]);
  },
  60_000,
);
