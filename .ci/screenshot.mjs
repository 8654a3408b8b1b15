// Makes web/page/screenshot.png, the README's picture: the page with a synthetic capture open.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { pcap } from "../test/web/synthetic.js";
import { serve } from "../web/server/serve.mjs";
import { main, root } from "./command.mjs";
import { chromium } from "./needs.mjs";

const flags = ["--no-sandbox", "--disable-quic", "--disable-background-networking"];
const packetCount = 184_213;
const selected = 8;

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
}

function writtenTo(file) {
  const packets = Array.from({ length: packetCount }, (_, i) => packet(i));
  packets[3].fraction = 1_000_250; // something to be told about
  writeFileSync(file, pcap(packets, { snaplen: 1514 }));
  return file;
}

const request =
  "GET /captures/index.html HTTP/1.1\r\nHost: example.net\r\n" +
  "User-Agent: packetglass\r\nAccept: text/html\r\nConnection: keep-alive\r\n\r\n";

function packet(i) {
  const payload = i % 8 === selected - 1 ? segment(request) : segment("x".repeat((i * 389) % 1400));
  const microseconds = i * 397 + ((i * 7919) % 211);
  const seconds = 1_700_000_000 + Math.floor(microseconds / 1e6);
  return { seconds, fraction: microseconds % 1e6, payload };
}

/** Ethernet, IPv4 and TCP between addresses that are reserved for examples. */
function segment(text) {
  const total = 40 + text.length;
  const ethernet = [2, 0, 0x5e, 0x10, 0, 1, 2, 0, 0x5e, 0x10, 0, 2, 8, 0];
  const ip = [0x45, 0, total >> 8, total & 255, 0x1c, 0x46, 0x40, 0, 64, 6, 0xb1, 0xe6];
  const addresses = [192, 0, 2, 10, 198, 51, 100, 7];
  const tcp = [0xc3, 0x50, 0, 80, 0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 0x72, 0x10, 0, 0, 0, 0];
  return Uint8Array.from([...ethernet, ...ip, ...addresses, ...tcp, ...Buffer.from(text)]);
}

await main(screenshot);
