// Prints the milliseconds from importing the package to the bytes of a capture's first packet.
const start = performance.now();
const { openCapture } = await import("../../dist/index.mjs");
const capture = await openCapture(process.argv[2]);
const { bytes } = await capture.packet(0);
if (bytes.length === 0) throw new Error("The first packet has no bytes.");
console.log(performance.now() - start);
