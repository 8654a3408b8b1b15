// ARP: what it asks and says, addresses used twice, RARP, InARP and others.
import { bytes, ethernet, ip4, mac, u16 } from "./packets.mjs";

const macs = (i) => `02:00:00:00:00:0${i}`;
const none = "00:00:00:00:00:00";
const ip = (i) => (i === 0 ? "0.0.0.0" : `192.0.2.${i}`);
const arp = (operation, [fromMac, from], [toMac, to], type = 0x0806) =>
  ethernet(
    type,
    bytes(
      u16(1),
      u16(0x0800),
      6,
      4,
      u16(operation),
      mac(fromMac),
      ip4(ip(from)),
      mac(toMac),
      ip4(ip(to)),
    ),
  );
const request = (from, sender, target, hardware = none) =>
  arp(1, [macs(from), sender], [hardware, target]);
const reply = (from, sender, to, target) => arp(2, [macs(from), sender], [macs(to), target]);

export const packets = [
  request(1, 1, 2),
  reply(2, 2, 1, 1),
  request(1, 0, 3), // probe
  request(1, 1, 1), // announcement
  reply(1, 1, 1, 1), // gratuitous
  request(3, 1, 2), // another has the address of the first
  request(1, 1, 2),
  request(3, 1, 4),
  reply(4, 2, 3, 1), // both addresses
  request(4, 2, 2), // announced, twice
  reply(4, 2, 4, 2),
  request(5, 0, 1), // a probe uses no address
  arp(1, [macs(5), 5], ["ff:ff:ff:ff:ff:ff", 1]),
  reply(5, 5, 6, 1), // the target as another
  arp(3, [macs(1), 0], [macs(1), 0], 0x8035),
  arp(4, [macs(2), 2], [macs(1), 9], 0x8035),
  arp(3, [macs(1), 0], [macs(1), 0]),
  arp(4, [macs(2), 2], [macs(1), 9]),
  arp(8, [macs(1), 1], [macs(7), 0]),
  arp(9, [macs(7), 7], [macs(1), 1]),
  arp(10, [macs(7), 7], [macs(1), 1]),
  arp(5, [macs(7), 7], [macs(1), 1]),
  arp(6, [macs(7), 7], [macs(1), 1]),
  arp(7, [macs(7), 7], [macs(1), 1]),
  arp(25, [macs(7), 7], [macs(1), 1]),
  request(1, 1, 2),
  request(2, 2, 1),
  request(3, 1, 2),
  reply(2, 2, 1, 0),
  request(6, 6, 7),
  request(6, 8, 7),
  reply(7, 7, 6, 6, none),
  reply(7, 7, 8, 6),
];
