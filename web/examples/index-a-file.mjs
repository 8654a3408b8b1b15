// Indexes a file of any size, and says what is in it: node index-a-file.mjs [CAPTURE]
import { openCapture } from "packetglass";
import { captureNamed } from "./sample.mjs";

const capture = await openCapture(await captureNamed(process.argv[2]));

console.log(`${capture.length} packets in ${capture.size} bytes`);
for (const { linkTypeName, name = "no name" } of capture.interfaces) {
  console.log(`interface ${name}: ${linkTypeName}`);
}

// Columns are typed arrays: a million packets at a time are 29 MB, however many there are.
let octets = 0;
for (let from = 0; from < capture.length; from += 1_000_000) {
  const to = Math.min(from + 1_000_000, capture.length);
  for (const length of capture.columns.read(from, to).capturedLength) octets += length;
}
console.log(`${octets} bytes of packets`);

// The bytes of a packet are read from the file when they are asked for.
if (capture.length > 0) {
  const { timestamp, bytes } = await capture.packet(0);
  console.log(`the first, at ${timestamp} ns: ${bytes.length} bytes`);
}
for (const { kind, offset } of capture.issues) console.log(`${kind} at byte ${offset}`);
capture.close();
