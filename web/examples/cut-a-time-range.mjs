// Saves the packets of a time range as pcapng, with their interfaces and comments:
// node cut-a-time-range.mjs [CAPTURE [TARGET [FROM [TO]]]]
// FROM and TO are seconds after the first packet, TO is not in it; by default 2 and 5.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWriter, openCapture } from "packetglass";
import { captureNamed } from "./sample.mjs";

const [source, target = join(tmpdir(), "packetglass-cut.pcapng"), from = 2, to = 5] =
  process.argv.slice(2);
const capture = await openCapture(await captureNamed(source));
const nanoseconds = (seconds) => BigInt(Math.round(Number(seconds) * 1e9));

// 29 bytes a packet; they need not be in the order of their times.
const times = capture.columns.read().timestamp;
const start = (times[0] ?? 0n) + nanoseconds(from);
const end = (times[0] ?? 0n) + nanoseconds(to);

const writer = await createWriter(target, { interfaces: capture.interfaces, overwrite: true });
let count = 0;
for (let i = 0; i < times.length; i += 1) {
  if (times[i] < start || times[i] >= end) continue;
  await writer.writePacket(await capture.packet(i));
  count += 1;
}
await writer.close();
capture.close();
console.log(`${count} of ${times.length} packets are in ${target}`);
