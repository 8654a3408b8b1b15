// Prints the milliseconds from the import of the package to the first packet of a small capture.
//   node first-packet.mjs open|events CAPTURE
const [use, path] = process.argv.slice(2);
const start = performance.now();
const { openCapture, readEvents } = await import("../../dist/index.mjs");
let bytes;
if (use === "open") {
  const capture = await openCapture(path);
  bytes = (await capture.packet(0)).bytes;
  capture.close();
} else {
  for await (const { data } of readEvents(path)) {
    bytes = data;
    break;
  }
}
const time = performance.now() - start;
if (!bytes.length) throw new Error("The capture has no packet.");
console.log(time);
