// Ethernet, VLAN, ARP, IPv4, IPv6 with extension headers, ICMP, TCP, UDP.
import {
  back,
  bytes,
  checked,
  client,
  ethernet,
  ip4,
  ipv4,
  ipv6,
  mac,
  server,
  tcp,
  there,
  there6,
  u16,
  u32,
  udp,
} from "./packets.mjs";

const arp = (operation, target) =>
  bytes(
    u16(1),
    u16(0x0800),
    6,
    4,
    u16(operation),
    mac(client.mac),
    ip4(client.ip4),
    mac(target.mac),
    ip4(target.ip4),
  );

const synOptions = bytes("0x020405b4", "0x0402", "0x080a0000000100000000", "0x01", "0x030307");
const datagram = udp(40000, 9, "discard this");

export const packets = [
  bytes(ethernet(0x0806, arp(1, { mac: "00:00:00:00:00:00", ip4: server.ip4 })), Buffer.alloc(18)),
  ethernet(0x0806, arp(2, server)),
  there(6, tcp(50000, 7, [], { flags: "S", ack: 0, seq: 1000, extra: synOptions })),
  back(6, tcp(7, 50000, [], { flags: "SA", seq: 5000, ack: 1001, extra: bytes("0x020405b4") })),
  there(6, tcp(50000, 7, "hello", { seq: 1001, ack: 5001 })),
  there(
    6,
    tcp(50000, 7, [], {
      seq: 1006,
      flags: "A",
      ack: 5001,
      extra: bytes("0x0101050a0000138900001390"),
    }),
  ),
  there(6, tcp(50000, 7, [], { seq: 1006, flags: "R", ack: 0 })),
  there(17, datagram),
  bytes(there(17, udp(40000, 9, "")), Buffer.alloc(18)),
  there6(17, datagram),
  ethernet(
    0x86dd,
    ipv6(0, (a) => bytes(60, 0, "0x050200000100", 17, 0, "0x010400000000", datagram(a, 17))),
  ),
  ethernet(0x86dd, ipv6(44, bytes(17, 0, u16(0x0001), u32(7), Buffer.alloc(16)))),
  ethernet(
    0x86dd,
    ipv6(43, (a) => bytes(17, 0, 4, 0, u32(0), datagram(a, 17))),
  ),
  ethernet(0x8100, bytes(u16(0x6064), u16(0x0800), ipv4(17, datagram))),
  ethernet(0x88a8, bytes(u16(100), u16(0x8100), u16(200), u16(0x0800), ipv4(17, datagram))),
  there(1, checked(8, 0, bytes(u16(7), u16(1), "abcdefgh"))),
  back(1, checked(0, 0, bytes(u16(7), u16(1), "abcdefgh"))),
  back(1, checked(3, 3, bytes(u32(0), ipv4(17, datagram).subarray(0, 28)))),
  back(1, checked(11, 0, bytes(u32(0), ipv4(6, tcp(50000, 7)).subarray(0, 28)))),
  ethernet(0x0800, ipv4(17, Buffer.alloc(24), { flags: 0x2000, id: 77 })),
  ethernet(0x0800, ipv4(17, Buffer.alloc(8), { flags: 3, id: 77 })),
  ethernet(0x0800, ipv4(17, datagram, { extra: bytes("0x94040000") })),
  ethernet(0x1234, "nobody knows"),
];
