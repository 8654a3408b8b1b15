// The log of pf: headers of 61 and of 100 bytes, both IPs, a rule of an anchor, what is incomplete.
import { bytes, ip6, ipv4, ipv6, u16, u32, udp } from "./packets.mjs";

export const linkType = 117;
const name = (letters) => letters.padEnd(16, "\0");
const NONE = u32(0xffffffff);
const little = (number) => [...u32(number)].reverse();

function header({ length = 61, family = 2, action = 1, rules = [u32(3), NONE], direction = 1 }) {
  return bytes(
    ...[length, family, action, 0, name("em0"), name("anchor"), rules],
    ...[little(501), little(1234), little(0), little(5678), direction, 0, 0, 0],
  );
}
const addresses = bytes(ip6("2001:db8::1"), ip6("2001:db8::2"), u16(40000), u16(9));

export const packets = [
  bytes(header({}), ipv4(17, udp(40000, 9, "blocked"))),
  bytes(header({ family: 24, action: 0, direction: 2 }), ipv6(17, udp(40000, 9, "passed"))),
  bytes(header({ length: 100, rules: [u32(3), u32(7)] }), addresses, ipv4(17, udp(1, 9, "new"))),
  bytes(header({ family: 99 }), "unknown"),
  bytes(header({ length: 40 }), "short"),
];
