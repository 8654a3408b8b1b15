// What PCAPdroid puts behind the packets of a phone: which app's each one is. tshark calls it a
// trailer: PCAPdroid has a script for it.
import { bytes, ipv4, ipv6, mac, tcp, u16, u32, udp } from "./packets.mjs";

const none = mac("00:00:00:00:00:00");

// The frame has no addresses, and is padded to a multiple of four bytes.
function frame(packet, uid, app, { magic = 0x01072021 } = {}) {
  const type = packet[0] >> 4 === 4 ? 0x0800 : 0x86dd;
  const head = bytes(none, none, u16(type), packet);
  const padding = Buffer.alloc(-head.length & 3);
  const name = Buffer.alloc(20);
  name.write(app);
  return bytes(head, padding, u32(magic), u32(uid >>> 0), name, u32(0x12345678));
}

const asks = ipv4(17, udp(40000, 53, bytes(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1)));
const opens = ipv6(6, tcp(40001, 443, [], { flags: "S" }));

export const packets = [
  frame(asks, 10123, "Example Browser"),
  frame(opens, 1051, "netd"),
  frame(asks, -1, "a name of twenty and more"),
  frame(asks, 0, "not an app", { magic: 0x01072022 }),
  frame(asks, 10123, "cut").subarray(0, -2),
];
