// PIM: hellos with each option, a register around a packet, messages by name. tshark shows the
// packet in a register with columns of its own; ours are the inner packet's, as for all tunnels.
import { bytes, checked, ethernet, ip4, ipv4, u16, u32, udp } from "./packets.mjs";

const pim = (type, ...parts) =>
  ethernet(
    0x0800,
    ipv4(103, checked(0x20 | type, 0, bytes(...parts)), { ttl: 1, to: "224.0.0.13" }),
  );
const option = (type, ...parts) => {
  const value = bytes(...parts);
  return bytes(u16(type), u16(value.length), value);
};
// The checksum of a register covers its first eight bytes.
const register = (flags, packet) => {
  const head = checked(0x21, 0, u32(flags));
  return ethernet(0x0800, ipv4(103, bytes(head, packet)));
};

export const packets = [
  pim(0, option(1, u16(105)), option(19, u32(1)), option(20, u32(0x12345678))),
  pim(0, option(2, u16(0x81f4), u16(2500)), option(21, "0x01000000"), option(65001, "0xaabbcc")),
  pim(0),
  register(0, ipv4(17, udp(5004, 5004, "multicast"), { to: "233.252.0.1" })),
  register(0x40000000, ipv4(103, [], { to: "233.252.0.1" })),
  pim(2, bytes(1, 0, 0, 32, ip4("233.252.0.1"), 1, 0, ip4("192.0.2.1"))),
  pim(5, bytes(1, 0, 0, 32, ip4("233.252.0.1"), 1, 0, ip4("192.0.2.1"), u32(1), u32(10))),
];
