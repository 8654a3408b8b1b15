// Saves the bodies of HTTP messages as files: node save-http-objects.mjs [CAPTURE [FOLDER]]
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { decodeBody, objectName, openCapture } from "packetglass";
import { packet, writeCapture } from "./sample.mjs";

const source = process.argv[2] ?? (await makeDownload());
const folder = process.argv[3] ?? (await mkdtemp(join(tmpdir(), "packetglass-objects-")));

const capture = await openCapture(source, { summary: true });
let count = 0;
for await (const object of capture.objects()) {
  count += 1;
  const name = objectName(object, count); // safe: targets are what strangers sent
  // What cannot be decoded is saved as it was sent.
  const bytes = await decodeBody(object).catch(() => object.bytes);
  await writeFile(join(folder, name), bytes, { flag: "wx" });
  const { packet: number, type = "of no type", isComplete } = object;
  const size = `${bytes.length} bytes${isComplete ? "" : ", not all of it"}`;
  console.log(`packet ${number}: ${name}, ${type}, ${size}`);
}
capture.close();
console.log(`${count} files are in ${folder}`);

// A request, and a page as the response.
async function makeDownload() {
  const ends = { protocol: 6, hosts: ["192.0.2.1", "198.51.100.7"], ports: [50_000, 80] };
  const body = gzipSync("<p>A page.</p>");
  const facts = ["Content-Type: text/html", "Content-Encoding: gzip"];
  const request = head("GET /a/page.html HTTP/1.1", "Host: www.example.org");
  const response = head("HTTP/1.1 200 OK", ...facts, `Content-Length: ${body.length}`);
  const packets = [
    packet(ends, false, request),
    packet(ends, true, Buffer.concat([response, body]), request.length),
  ];
  return writeCapture(join(tmpdir(), "packetglass-download.pcapng"), packets);
}

function head(...lines) {
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
}
