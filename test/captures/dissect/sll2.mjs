// Linux cooked capture, version 2, which says the interface.
import { bytes, client, ipv4, ipv6, mac, u16, u32, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "cooked");
const cooked = (type, hardware, address, protocol, payload) =>
  bytes(
    u16(protocol),
    u16(0),
    u32(3),
    u16(hardware),
    type,
    address.length,
    address,
    Buffer.alloc(8 - address.length),
    payload,
  );

export const linkType = 276;
export const packets = [
  cooked(0, 1, mac(client.mac), 0x0800, ipv4(17, datagram)),
  cooked(4, 1, mac(client.mac), 0x86dd, ipv6(17, datagram)),
  cooked(3, 65534, [], 0x0800, ipv4(17, datagram)),
  cooked(4, 776, bytes(192, 0, 2, 1), 0x86dd, ipv6(17, datagram)),
  cooked(4, 32, bytes("0x0102030405060708"), 0x0800, ipv4(17, datagram)),
  cooked(0, 1, mac(client.mac), 0x0004, bytes("0x424203", Buffer.alloc(35))),
  cooked(0, 1, mac(client.mac), 0x1234, "nobody knows"),
];
