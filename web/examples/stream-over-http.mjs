// Counts the packets of a capture on a web server while it comes: node stream-over-http.mjs [URL]
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { readEvents } from "packetglass";
import { captureNamed } from "./sample.mjs";

const server = createServer();
const url = process.argv[2] ?? (await serve(await captureNamed()));

// Nothing is kept of what was read. A Response or its body would do as well as the URL.
let [packets, octets] = [0, 0];
for await (const { data } of readEvents(new URL(url))) {
  packets += 1;
  octets += data.length;
}
console.log(`${packets} packets with ${octets} bytes`);
server.close();

// Where no address is given one is made, on this machine only.
async function serve(path) {
  server.on("request", (_, response) => response.end(readFileSync(path)));
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${server.address().port}/`;
}
