// Writes a capture with two interfaces, comments and names: node write-pcapng.mjs [TARGET]
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWriter, openCapture } from "packetglass";
import { packet } from "./sample.mjs";

const target = process.argv[2] ?? join(tmpdir(), "packetglass-written.pcapng");
const request = { protocol: 17, hosts: ["192.0.2.1", "192.0.2.53"], ports: [53_000, 5353] };
const [ETHERNET, RAW_IP] = [1, 101];

const writer = await createWriter(target, {
  section: { os: "an example", comments: ["made by write-pcapng.mjs"] },
  interfaces: [{ linkType: ETHERNET, name: "eth0", snaplen: 65_535 }],
  overwrite: true,
});
const tunnel = writer.addInterface({ linkType: RAW_IP, name: "tun0" });
await writer.writeNames([{ address: "192.0.2.53", names: ["names.example"] }]);
// Each promise settles when more may be written: whoever waits keeps memory small.
await writer.writePacket({
  timestamp: 1_700_000_000_000_000_000n, // ns since 1970 UTC
  bytes: packet(request, false),
  comments: ["the question"],
  flags: 2, // outbound
});
await writer.writePacket({
  interfaceId: tunnel,
  timestamp: 1_700_000_000_000_000_001n,
  bytes: packet(request, true).subarray(14), // no Ethernet here
});
await writer.close();
console.log(`${writer.bytesWritten} bytes are in ${target}`);

const capture = await openCapture(target);
for (let i = 0; i < capture.length; i += 1) {
  const { timestamp, interfaceId, comments } = await capture.packet(i);
  const { name } = capture.interfaces[interfaceId];
  console.log([timestamp, name, ...comments].join(" "));
}
capture.close();
