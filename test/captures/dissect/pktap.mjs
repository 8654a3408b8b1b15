// Apple's PKTAP, which says the process and the interface, in front of Ethernet and of raw IP.
import { bytes, ethernet, ipv4, u32, udp } from "./packets.mjs";

const le32 = (value) => Buffer.from(u32(value)).reverse();
const padded = (text, size) => bytes(text, Buffer.alloc(size - text.length));
const datagram = ipv4(17, udp(40000, 9, "tapped"));
const pktap = (dlt, frame, length = 108) =>
  bytes(
    [length, 1, dlt].map(le32),
    padded("en0", 24),
    [1, 2, 14, 0, 512].map(le32),
    padded("program", 20),
    [3, 6, 514].map(le32),
    padded("parent", 20),
    frame,
  );

export const linkType = 258;
export const packets = [
  pktap(1, ethernet(0x0800, datagram)),
  pktap(12, datagram),
  pktap(1, ethernet(0x0800, datagram), 20),
];
