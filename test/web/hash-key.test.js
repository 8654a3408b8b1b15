// The numbers that the core's tables hash by: drawn for every instance, and nothing depends on them.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const capture = join(import.meta.dirname, "../captures/dissect/http.pcap");

// In a program of its own, whose chance is a number that is known.
function run(number) {
  const script = `
    const drawn = [];
    Object.defineProperty(crypto, "getRandomValues", {
      value: (numbers) => {
        drawn.push([numbers.constructor.name, numbers.length]);
        return numbers.fill(${number});
      },
    });
    const { openCapture } = await import("packetglass");
    const capture = await openCapture(${JSON.stringify(capture)}, { summary: true });
    const said = [capture.hierarchy()];
    for (const layer of ["ethernet", "ip", "tcp", "udp"]) {
      said.push(capture.conversations(layer), capture.endpoints(layer));
    }
    const text = (_, value) => (typeof value === "bigint" ? String(value) : value);
    console.log(JSON.stringify({ drawn, said }, text));`;
  const flags = ["--input-type=module", "--eval", script];
  const cwd = join(import.meta.dirname, "../..");
  return JSON.parse(execFileSync(process.execPath, flags, { cwd, encoding: "utf8" }));
}

test("an instance of the core is given four numbers of 32 bits by chance", () => {
  const { drawn } = run(7);
  expect(drawn.length).toBeGreaterThan(0);
  for (const numbers of drawn) expect(numbers).toEqual(["Uint32Array", 4]);
});

test("what is said of a capture is the same whatever they are", () => {
  const { said } = run(0);
  expect(said[1].length + said[3].length).toBeGreaterThan(0);
  for (const number of [1, 0x9e3779b9, 0xffffffff]) expect(run(number).said).toEqual(said);
});
