// Opens a capture in a Worker, so that this thread stays free: node use-in-a-worker.mjs [CAPTURE]
// In a browser the same program runs with a File in the place of the path.
import { openCapture } from "packetglass/worker";
import { captureNamed } from "./sample.mjs";

const capture = await openCapture(await captureNamed(process.argv[2]), {
  summary: true,
  onProgress: ({ bytesRead, bytesTotal }) =>
    console.log(`read ${bytesRead} of ${bytesTotal} bytes`),
});

// What was a value is one; what was a method gives a promise.
const { timestamp } = await capture.columns.read(0, Math.min(1, capture.length));
console.log(`${capture.length} packets since ${timestamp[0]} ns`);
for (const { protocol, source, destination } of await capture.rows(
  0,
  Math.min(3, capture.length),
)) {
  console.log(`${source} to ${destination}: ${protocol}`);
}
for (const { stream, packetsAB, packetsBA } of await capture.conversations("tcp")) {
  console.log(`TCP stream ${stream}: ${packetsAB} packets to, ${packetsBA} fro`);
}

// The Worker ends when nothing is open in it.
await capture.close();
