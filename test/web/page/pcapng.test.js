// What pcapng captures carry in addition to packets, as the page shows it.
import { expect, test } from "@jest/globals";
import { capture, enhanced, makers, options } from "../pcapng-blocks.js";
import { scratch } from "../scratch.js";
import { fileHeader, join, packets, record } from "../synthetic.js";
import { inspector, openFile, textOf } from "./inspector.js";
import { waitForRow } from "./rows.js";

const file = scratch();
const open = inspector();
const make = makers.big;
const secret = "CLIENT_RANDOM 0011 2233";

const name = Buffer.concat([Buffer.from([192, 0, 2, 1]), Buffer.from("a.example\0b.example\0")]);
const ticks = (value) => Buffer.concat([make.u32(0), make.u32(value)]);
const blocks = [
  make.block(4, [make.option(1, name), make.u32(0), options(make, [2, "server"])]),
  make.block(5, [make.u32(0), ticks(2_000_000), options(make, [2, ticks(0)], [4, make.u64(8n)])]),
  make.block(10, [make.u32(0x544c534b), make.u32(secret.length), Buffer.from(`${secret}\0`)]),
  make.block(9, [Buffer.from("MESSAGE=hello")]),
  make.block(0xbad, [make.u32(32473), Buffer.from("data")]),
  make.block(0xbbb, [Buffer.from("?")]),
];
const picoseconds = { 2: "eth0", 3: "an interface", 9: [12] };
const list = options(
  make,
  [1, "a <b>comment</b>"],
  [2, make.u32(0x01000006)],
  [3, [2, 1, 2, 3, 4]],
  [4, make.u64(5n)],
);
const path = file(
  "all.pcapng",
  Buffer.concat([
    make.section({ 1: "about all", 4: "a program" }),
    make.interface({ options: picoseconds }),
    enhanced(make, Buffer.from("packet"), list, { ticks: 1_000_000_000_001n }),
    enhanced(make, Buffer.from("packet"), options(make)),
    ...blocks,
  ]),
);

async function opening(capturePath) {
  const tab = await open();
  await openFile(tab, capturePath);
  await waitForRow(tab, 1);
  return tab;
}

async function selecting(tab, number) {
  await tab.type("#go-to", `${number}\n`);
  await tab.waitForSelector(`[aria-label="Packet ${number}"]`);
}

/** Unfolds the block of this name and gives what is in it. */
async function unfold(tab, index) {
  const item = `.blocks li:nth-child(${index + 1})`;
  await tab.click(`${item} summary`);
  return textOf(tab, `${item} .block`);
}

test("the section, the interface and their options", async () => {
  const tab = await opening(path);
  const summary = await textOf(tab, ".summary");
  expect(summary).toMatch(/Format pcapng 1\.0 Byte order big endian opt_comment about all/);
  expect(summary).toMatch(/shb_userappl a program Interfaces 0 eth0 Ethernet \(link type 1\)/);
  expect(summary).toMatch(/if_name eth0 if_description an interface if_tsresol 12/);
  expect(summary).not.toMatch(/Snaplen|Times in/);
});

test("what the record of a packet says", async () => {
  const tab = await opening(path);
  await selecting(tab, 1);
  const record = await textOf(tab, ".record");
  expect(record).toMatch(/^Ticks 1000000000001 of 1\/1000000000000 s/);
  expect(record).toContain("Flags outbound, unicast, error: crc");
  expect(record).toContain("Lost before 5");
  expect(record).toContain("opt_comment a <b>comment</b>");
  expect(record).toContain("epb_hash CRC32: 01020304");
  expect(await textOf(tab, ".packet .facts")).toContain("Interface 0 · eth0 · ETHERNET");
});

test("names, statistics and other blocks when they are unfolded", async () => {
  const tab = await opening(path);
  expect(await tab.$$eval(".blocks summary", (all) => all.map((one) => one.textContent))).toEqual([
    expect.stringMatching(/^Name Resolution \d+ bytes at \d+$/),
    expect.stringMatching(/^Interface Statistics /),
    expect.stringMatching(/^Decryption Secrets /),
    expect.stringMatching(/^systemd Journal Export /),
    expect.stringMatching(/^Custom /),
    expect.stringMatching(/^unknown 0x00000bbb /),
  ]);
  expect(await unfold(tab, 0)).toBe("192.0.2.1 a.example, b.example ns_dnsname server");
  expect(await unfold(tab, 1)).toBe(
    "Interface 0 Time 1970-01-01 00:00:00.000002000 UTC Began 1970-01-01 00:00:00.000000000 UTC " +
      "isb_ifrecv 8",
  );
  expect(await unfold(tab, 3)).toBe("MESSAGE hello");
  expect(await unfold(tab, 4)).toBe("Enterprise 32473 Copies allowed Content 64617461");
  expect(await unfold(tab, 5)).toBe(`Bytes ${blocks[5].toString("hex")}`);
});

test("secrets by their kind and size, never themselves", async () => {
  const tab = await opening(path);
  expect(await unfold(tab, 2)).toBe(`Secrets TLS Key Log, ${secret.length} bytes`);
  expect(await tab.$eval("body", (body) => body.innerHTML)).not.toContain("CLIENT_RANDOM");
});

test("of many blocks the first are listed", async () => {
  const many = Array.from({ length: 450 }, () => make.block(0xbbb, []));
  const tab = await opening(
    file("many.pcapng", capture(make, enhanced(make, Buffer.from("x"), options(make)), ...many)),
  );
  expect(await textOf(tab, ".summary h2:last-of-type")).toBe("450 other blocks");
  const listed = () => tab.$$eval(".blocks > li", (items) => items.length);
  await tab.waitForSelector(".blocks > li");
  expect(await listed()).toBe(200);
  await tab.click(".summary > .button");
  await tab.waitForFunction(() => document.querySelectorAll(".blocks > li").length === 400);
});

test("what a record of classic pcap adds, and nothing where it adds nothing", async () => {
  const records = packets(6).map((packet) => {
    const plain = record({ ...packet, payload: new Uint8Array(20) });
    return join([plain.subarray(0, 16), Uint8Array.of(2, 0, 0, 0, 0, 8, 4, 0), plain.subarray(16)]);
  });
  const modified = join([fileHeader({ magic: 0xa1b2cd34 }), ...records]);
  const tab = await opening(file("modified.pcap", modified));
  await selecting(tab, 2);
  expect(await textOf(tab, ".record")).toBe(
    "Host's index 2 Protocol 0x0800 Packet type outgoing Padding 00",
  );
  await openFile(tab, path);
  await waitForRow(tab, 1);
  await tab.type("#go-to", "2\n");
  await tab.waitForSelector('[aria-label="Packet 2"]');
  expect(await textOf(tab, ".record")).toMatch(/^Ticks 1 of/);
});
