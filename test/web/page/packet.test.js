// The bytes of the selected packet, against those the test wrote.
import { expect, test } from "@jest/globals";
import { scratch } from "../scratch.js";
import { packets, pcap } from "../synthetic.js";
import { inspector, openFile, textOf } from "./inspector.js";
import { utc, waitForRow } from "./rows.js";

const file = scratch();
const written = packets(40, { payloadLimit: 100 });
const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const huge = Uint8Array.from({ length: 262_144 }, (_, i) => (i >> 8) ^ i);
const time = { seconds: 1_700_000_000, fraction: 1 };
written.push({ ...time, payload: allBytes }, { ...time, payload: huge });
written.push({ ...time, payload: new Uint8Array(0) });
const path = file("bytes.pcap", pcap(written));
const open = inspector();

/** The page with packet `number` selected. */
async function selecting(number) {
  const tab = await open();
  await tab.setViewport({ width: 1280, height: 1400 }); // all values of a byte in sight
  await openFile(tab, path);
  await waitForRow(tab, 1);
  await tab.type("#go-to", `${number}\n`);
  await tab.waitForSelector(`[aria-label="Packet ${number}"]`);
  return tab;
}

const linesOf = (tab) =>
  tab.$$eval(".hex-line", (lines) =>
    lines.map((line) => Array.from(line.children, (part) => part.textContent.trimEnd())),
  );

/** What `xxd` would show, in two groups of eight. */
function expectedLines(bytes, digits = 4) {
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, line) => {
    const part = Buffer.from(bytes.subarray(line * 16, line * 16 + 16));
    const pairs = (from, to) => part.toString("hex", from, to).replaceAll(/..(?=.)/g, "$& ");
    const ascii = part.toString("latin1").replaceAll(/[^ -~]/g, ".");
    const offset = (line * 16).toString(16).padStart(digits, "0");
    return [offset, `${pairs(0, 8)}  ${pairs(8, 16)}`.trimEnd(), ascii.trimEnd()];
  });
}

test.each([2, 10, 12, 15])("hex and ASCII of packet %i", async (number) => {
  const tab = await selecting(number);
  expect(await linesOf(tab)).toEqual(expectedLines(written[number - 1].payload));
});

test("all values of a byte", async () => {
  const tab = await selecting(41);
  expect(await linesOf(tab)).toEqual(expectedLines(allBytes));
});

test("of 262144 bytes only those in sight exist, and the last can be seen", async () => {
  const tab = await selecting(42);
  const lines = expectedLines(huge, 5);
  const shown = await linesOf(tab);
  expect(shown.length).toBeLessThan(60);
  expect(shown).toEqual(lines.slice(0, shown.length));
  await tab.$eval(".hex-view", (view) => {
    view.scrollTop = view.scrollHeight;
  });
  await tab.waitForFunction(() =>
    document.querySelector(".hex-view").textContent.includes("3fff0"),
  );
  expect((await linesOf(tab)).at(-1)).toEqual(lines.at(-1));
});

test("a packet of which nothing was captured", async () => {
  const tab = await selecting(43);
  expect(await textOf(tab, ".packet .nothing")).toBe("No byte of this packet was captured.");
});

test("time, offset and the length that was truncated", async () => {
  const tab = await selecting(12);
  const { payload, originalLength } = written[11];
  const facts = await textOf(tab, ".packet .facts");
  const before = written.slice(0, 11).reduce((sum, packet) => sum + 16 + packet.payload.length, 24);
  expect(facts).toContain(`${utc(written[11])} UTC`);
  expect(facts).toContain(`truncated to ${payload.length} of ${originalLength} bytes`);
  expect(facts).toContain(`File offset ${(before + 16).toLocaleString("en")}`);
});

test("a length that was not truncated", async () => {
  const tab = await selecting(11);
  const facts = await textOf(tab, ".packet .facts");
  expect(facts).toContain(`Length ${written[10].payload.length} bytes`);
  expect(facts).not.toContain("truncated to");
});

test("copy as hex", async () => {
  const tab = await selecting(12);
  await tab.evaluate(() => {
    const writeText = async (text) => {
      globalThis.copied = text;
    };
    Object.defineProperty(navigator, "clipboard", { value: { writeText } });
  });
  await tab.click(".copy .button");
  expect(await textOf(tab, ".copy [role=status]:not(:empty)")).toBe("Copied");
  const hex = Buffer.from(written[11].payload).toString("hex");
  expect(await tab.evaluate(() => globalThis.copied)).toBe(hex);
});
