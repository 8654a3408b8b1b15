// What a writer writes into memory.
import { createWriter, MemorySink } from "packetglass";

/** What `write` does with a writer, as bytes. */
export async function written(options, write) {
  const sink = new MemorySink();
  const writer = await createWriter(sink, options);
  await write(writer);
  await writer.close();
  return sink.bytes();
}
