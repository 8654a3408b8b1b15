import { openCapture, readEvents } from "packetglass/inline";

self.addEventListener("message", (event) => {
  event.waitUntil(
    look(event.data)
      .then(String, String)
      .then((found) => event.source.postMessage(found)),
  );
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function look(file) {
  const capture = await openCapture(file);
  const { layers } = await capture.layers(9);
  const compressed = await openCapture(file.stream().pipeThrough(new CompressionStream("gzip")));
  let events = 0;
  for await (const { data } of readEvents(file)) events += data ? 1 : 0;
  return [`${capture.length}/${layers.length}`, compressed.length, events].join();
}
