// A file that decompresses to very much: the page asks before it goes on.
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { scratch } from "../scratch.js";
import { fileHeader, join as joined, packets, pcap } from "../synthetic.js";
import { inspector, opened, textOf, upload } from "./inspector.js";

const file = scratch();
const open = inspector({ folder: impatientPage(file("page")) });

// Zeros behind a header are empty packets.
const bomb = file(
  "zeros.pcap.gz",
  gzipSync(joined([fileHeader(), new Uint8Array(2 ** 20)]), { level: 9 }),
);

/** A copy of the page to which 64 KiB are what 1 GiB is to the page. */
function impatientPage(folder) {
  cpSync(join(import.meta.dirname, "../../../dist/page"), folder, { recursive: true });
  const assets = join(folder, "assets");
  const changed = readdirSync(assets).filter((name) => {
    if (!name.endsWith(".js")) return false;
    const text = readFileSync(join(assets, name), "utf8");
    const less = text.replaceAll(/2\*\*30|1073741824/g, "65536");
    writeFileSync(join(assets, name), less);
    return less !== text;
  });
  if (changed.length === 0) throw new Error("The page does not know 1 GiB.");
  return folder;
}

const ask = async () => {
  const tab = await open();
  await upload(tab, bomb);
  await tab.waitForSelector(".failure");
  return tab;
};
const click = async (tab, text) => (await tab.waitForSelector(`::-p-text(${text})`)).click();

test("it says what it is about", async () => {
  const tab = await ask();
  expect(await textOf(tab, ".failure")).toBe(
    "zeros.pcap.gz decompresses to more than 1 GiB That is over 100 times its own size. Hardly any " +
      "capture is like that, but a file that was made to fill a disk is. Open it anyway? " +
      "Open it anyway Choose another file",
  );
});

test("it is opened where that is wanted", async () => {
  const tab = await ask();
  await tab.click(".failure-choices .button:not(.button-main)");
  await opened(tab, "zeros.pcap.gz");
  expect(await textOf(tab, ".opened-size")).toMatch(/^65,536 packets/);
});

test("another file can be opened instead", async () => {
  const tab = await ask();
  const [chooser] = await Promise.all([
    tab.waitForFileChooser(),
    click(tab, "Choose another file"),
  ]);
  await chooser.accept([file("other.pcap", pcap(packets(3)))]);
  await opened(tab, "other.pcap");
});

test("what is compressed as usual is not asked about", async () => {
  const tab = await open();
  await upload(tab, file("usual.pcap.gz", gzipSync(pcap(packets(5000)))));
  await opened(tab, "usual.pcap.gz");
});
