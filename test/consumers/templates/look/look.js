// What each project does with the package: opens a capture here, in the Worker, and compressed, each
// time with a packet dissected; and reads events. So every file of the package is needed.
import { openCapture, readEvents } from "packetglass";
import { openCapture as openInWorker, terminate } from "packetglass/worker";

export async function look(source, compressed) {
  const found = [];
  for (const [open, given] of [
    [openCapture, source],
    [openInWorker, source],
    [openCapture, compressed],
  ]) {
    const capture = await open(given);
    const { layers } = await capture.layers(9);
    found.push(`${capture.length}/${layers.length}`);
    await capture.close();
  }
  let events = 0;
  for await (const { data } of readEvents(source)) events += data ? 1 : 0;
  await terminate();
  return [...found, events].join();
}
