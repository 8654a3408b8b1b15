// Counts packets and bytes by Community ID, the name of a flow that other tools give it too:
// node count-by-community-id.mjs [CAPTURE]
import { decapsulate, readEvents } from "packetglass";
import { captureNamed } from "./sample.mjs";

const flows = new Map();
for await (const event of readEvents(await captureNamed(process.argv[2]))) {
  const { data, linktype: linkType, original_packet_length: originalLength } = event;
  const { community_id: id, ip, tcp, udp } = await decapsulate(data, { linkType, originalLength });
  if (id === undefined) continue; // Not of IP, say.
  const ports = tcp ?? udp;
  const sender = [ip?.src, ports?.src_port].join(" ");
  const flow = flows.get(id) ?? { sender, packets: 0, bytes: 0 };
  flow.packets += 1;
  flow.bytes += originalLength;
  flows.set(id, flow);
}

for (const [id, { sender, packets, bytes }] of flows) {
  console.log(`${id}  ${packets} packets, ${bytes} bytes, begun by ${sender}`);
}
