// IEEE 802.3 with LLC in each format, SNAP, and spanning trees: STP, RSTP, MSTP, PVST.
import { bytes, client, ethernet, ipv4, mac, server, u16, u32, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "in SNAP");
const to = (address) => ({ to: { mac: address } });
const llc = (to_, ...parts) => {
  const inside = bytes(...parts);
  const padding = Buffer.alloc(Math.max(0, 46 - inside.length));
  return bytes(ethernet(inside.length, bytes(inside), to_ && to(to_)), padding);
};
const snap = (oui, pid, ...parts) => llc(undefined, "0xaaaa03", oui, u16(pid), ...parts);

const bridge = (priority, address) => bytes(u16(priority), mac(address));
const bpdu = (version, type, flags, ...rest) =>
  bytes(
    u16(0),
    version,
    type,
    flags,
    bridge(32769, server.mac),
    u32(19),
    bridge(0x8001, client.mac),
    u16(0x8002),
    u16(256),
    u16(20 * 256),
    u16(2 * 256),
    u16(15 * 256 + 128),
    ...rest,
  );
const trees = "01:80:c2:00:00:00";
const instance = bytes(0x7c, bridge(0x8005, server.mac), u32(200), 0x80, 0x80, 19);
const region = bytes(
  0,
  bytes("region-1", Buffer.alloc(24)),
  u16(3),
  "0x000102030405060708090a0b0c0d0e0f",
  u32(20000),
  bridge(0x8000, client.mac),
  20,
);

export const packets = [
  llc(trees, "0x424203", bpdu(0, 0, 0x01)),
  llc(trees, "0x424203", bpdu(0, 0, 0x80)),
  llc(trees, "0x424203", u16(0), 0, 0x80),
  llc(trees, "0x424203", bpdu(2, 2, 0x3c, 0)),
  llc(trees, "0x424203", bpdu(2, 2, 0x0e, 0)),
  llc(trees, "0x424203", bpdu(3, 2, 0x7c, 0, u16(64), region)),
  llc(trees, "0x424203", bpdu(3, 2, 0x7c, 0, u16(64 + 32), region, instance, instance)),
  llc(trees, "0x424203", u16(0), 9, 0x77, "odd"),
  llc("01:00:0c:cc:cc:cd", "0xaaaa03", "0x00000c", u16(0x010b), [
    ...bpdu(2, 2, 0x3c, 0),
    ...bytes(u16(0), u16(2), u16(7)),
  ]),
  snap("0x000000", 0x0800, ipv4(17, datagram)),
  snap("0x000000", 0x0806, bytes(u16(1), u16(0x0800), 6, 4, u16(1), Buffer.alloc(20))),
  snap("0x0000f8", 0x0800, ipv4(17, datagram)),
  snap("0x00000c", 0x1234, "unknown of Cisco"),
  snap("0x123456", 0x0001, "unknown organization"),
  llc(undefined, "0x060603", ipv4(17, datagram)),
  llc(undefined, "0xe0e003", "ffff is a checksum"),
  llc(undefined, "0xf0f07f"),
  llc(undefined, "0xf0f173"),
  llc(undefined, "0xf0f00102"),
  llc(undefined, "0xf0f10503"),
  llc(undefined, "0xf0f00a0d", "numbered"),
  llc(undefined, "0x0001af8101", 0),
  llc(undefined, "0x0000bf8101", 0),
  llc(undefined, "0x1234f3", "test"),
  llc(undefined, "0xffff", "raw IPX"),
];
