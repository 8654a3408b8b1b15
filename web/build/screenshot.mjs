// Makes web/page/screenshot.png, the README's picture: the page with a synthetic capture open.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { main, root } from "../../.ci/command.mjs";
import { chromium } from "../../.ci/needs.mjs";
import { pcap } from "../../test/web/synthetic.js";
import { serve } from "../server/serve.mjs";

const flags = ["--no-sandbox", "--disable-quic", "--disable-background-networking"];
const packetCount = 184_213;
const selected = 7;

/** Captures of this project, one kind of traffic in each. */
const kinds = ["dns", "http", "tls", "icmpv6", "mail"];

async function screenshot() {
  const folder = mkdtempSync(join(tmpdir(), "packetglass-"));
  const server = await serve({ root: join(root, "dist/page") });
  const browser = await puppeteer.launch({ executablePath: chromium(), args: flags });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    await page.goto(server.url);
    await showPacket(page, writtenTo(join(folder, "office-gateway.pcap")));
    await page.screenshot({ path: join(root, "web/page/screenshot.png") });
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

async function showPacket(page, file) {
  const field = await page.waitForSelector("input[type=file]");
  await field.uploadFile(file);
  const row = `.packet-rows .packet-row:nth-of-type(${selected})`;
  await page.waitForSelector(row);
  await page.click(row);
  await page.waitForSelector(".hex-line");
  await page.click(".tree-line:nth-of-type(6)");
}

function writtenTo(file) {
  const some = kinds.map((kind) => packetsOf(join(root, `test/captures/dissect/${kind}.pcap`)));
  const packets = Array.from({ length: packetCount }, (_, i) => packet(i, some));
  packets[3].fraction = 1_000_250; // an issue to be shown
  writeFileSync(file, pcap(packets, { snaplen: 1514 }));
  return file;
}

/** The packets of a capture in little endian. */
function packetsOf(path) {
  const bytes = readFileSync(path);
  const payloads = [];
  for (let at = 24; at < bytes.length; at += 16 + bytes.readUInt32LE(at + 8)) {
    payloads.push(bytes.subarray(at + 16, at + 16 + bytes.readUInt32LE(at + 8)));
  }
  return payloads;
}

/** The kinds take turns. */
function packet(i, payloadsOfKinds) {
  const payloads = payloadsOfKinds[i % kinds.length];
  const payload = payloads[Math.floor(i / kinds.length) % payloads.length];
  const microseconds = i * 397 + ((i * 7919) % 211);
  const seconds = 1_700_000_000 + Math.floor(microseconds / 1e6);
  return { seconds, fraction: microseconds % 1e6, payload };
}

await main(screenshot);
