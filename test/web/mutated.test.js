// Captures with some bytes changed, and all that the package does with captures: what it cannot do
// it refuses with a CaptureError. npm run fuzz -- javascript SECONDS goes on with other seeds.
import { expect, test } from "@jest/globals";
import * as packetglass from "packetglass";
import { fuzz } from "../fuzz/javascript/fuzz.mjs";
import { mutated } from "../fuzz/javascript/mutate.mjs";
import { Random } from "../fuzz/javascript/random.mjs";

const RUNS = 100;

test("none of the first seeds finds anything", async () => {
  expect(await fuzz(packetglass, { seed: 1, runs: RUNS })).toEqual({ done: RUNS });
});

test("an error that is no CaptureError is a finding, with its seed and bytes", async () => {
  const broken = {
    ...packetglass,
    openCapture: async () => {
      throw new TypeError("undefined is no function");
    },
  };
  const { done, finding } = await fuzz(broken, { seed: 7, runs: 3 });
  expect(done).toBe(0);
  expect(finding).toMatchObject({ seed: 7, error: new TypeError("undefined is no function") });
});

test("a seed decides what is changed", () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => i & 255);
  const once = (seed) => mutated(bytes, new Random(seed), bytes);
  expect(once(3)).toEqual(once(3));
  expect(once(3)).not.toEqual(once(4));
});
