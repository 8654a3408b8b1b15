// Linux cooked capture around what is no network layer: radiotap, a whole Ethernet packet, PPP, Frame
// Relay.
import { bytes, client, ethernet, ipv4, mac, u16, u32, udp } from "./packets.mjs";

const datagram = ipv4(17, udp(40000, 9, "cooked"));
const cooked = (hardware, protocol, payload) =>
  bytes(u16(0), u16(hardware), u16(6), mac(client.mac), u16(0), u16(protocol), payload);
const radiotap = bytes(
  ...[0, 0, "0x0800", u32(0), "0x0801", u16(0), mac(client.mac), mac(client.mac)],
  ...[mac(client.mac), u16(0), "0xaaaa03000000", u16(0x0800), datagram],
);

export const linkType = 113;
export const packets = [
  cooked(803, 3, radiotap),
  cooked(1, 3, ethernet(0x0800, datagram)),
  cooked(512, 7, bytes("0xff030021", datagram)),
  cooked(770, 3, bytes("0x18410300cc", datagram)),
];
