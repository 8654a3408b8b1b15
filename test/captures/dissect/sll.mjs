// Linux cooked capture, version 1: each packet type, addresses of each size, LLC, GRE, CAN.
import { bytes, client, ipv4, ipv6, mac, u16, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "cooked");
const cooked = (type, hardware, address, protocol, payload) =>
  bytes(
    u16(type),
    u16(hardware),
    u16(address.length),
    address,
    Buffer.alloc(Math.max(0, 8 - address.length)),
    u16(protocol),
    payload,
  );

export const linkType = 113;
export const packets = [
  cooked(0, 1, mac(client.mac), 0x0800, ipv4(17, datagram)),
  cooked(1, 1, mac(client.mac), 0x86dd, ipv6(17, datagram)),
  cooked(2, 772, mac("00:00:00:00:00:00"), 0x0800, ipv4(17, datagram)),
  cooked(3, 512, [], 0x0800, ipv4(17, datagram)),
  cooked(4, 65534, [], 0x86dd, ipv6(17, datagram)),
  cooked(4, 776, bytes(192, 0, 2, 1), 0x86dd, ipv6(17, datagram)),
  cooked(4, 778, bytes(192, 0, 2, 1), 0x0800, ipv4(17, datagram)),
  cooked(4, 32, bytes("0x0102030405060708"), 0x0800, ipv4(17, datagram)),
  cooked(0, 1, mac(client.mac), 0x0004, bytes("0x424203", Buffer.alloc(35))),
  cooked(0, 1, mac(client.mac), 0x8100, bytes(u16(7), u16(0x0800), ipv4(17, datagram))),
  cooked(0, 1, mac(client.mac), 0x1234, "nobody knows"),
];
