// What switches put between the addresses and the type, or around a whole packet: Cisco MetaData
// (TrustSec), VN-Tag, E-Tag (IEEE 802.1BR), FabricPath, the tags and supervision of HSR and the
// trailer of PRP (IEC 62439-3), 802.1CB, TRILL, batman-adv. Whether the check sequence of FabricPath was
// captured is not known, so it is not taken off as tshark does. A length in the place of a type is
// one behind any tag.
import { bytes, client, ethernet, ipv4, ipv6, mac, server, u16, u32, udp } from "./packets.mjs";

const inside = ipv4(17, udp(40000, 9, "inside"), {
  from: "192.0.2.17",
  to: "192.0.2.18",
});
const inside6 = ipv6(17, udp(40000, 9, "inside"));
const frame = ethernet(0x0800, inside);
const llc = bytes("0x424203", "0x0000000000", Buffer.alloc(31));
const rct = (payload, lan, size = payload.length + 6) =>
  bytes(payload, u16(7), u16((lan << 12) | size), u16(0x88fb));
const supervision = (...rest) => ethernet(0x88fb, bytes(rest));
const fabric = (...rest) => bytes("0x020001000003", "0x020002000004", u16(0x8903), rest);

export const packets = [
  ethernet(0x8909, bytes(1, 1, u16(0x0001), u16(100), u16(0x0800), inside)),
  ethernet(0x8909, bytes(1, 1, u16(0x0001), u16(2), u16(0x86dd), inside6)),
  ethernet(0x8909, bytes(1, 1, u16(0x0001), u16(2), u16(llc.length), llc)),
  ethernet(0x8926, bytes(u32(0xc0058006), u16(0x0800), inside)),
  ethernet(0x8926, bytes(u32(0x00001fff), u16(0x8100), u16(5), u16(0x86dd), inside6)),
  ethernet(0x8926, bytes(u32(0x00010002), u16(llc.length), llc)),
  ethernet(0x893f, bytes(u16(0x3123), u16(0x1456), 1, 2, u16(0x0800), inside)),
  ethernet(0x893f, bytes(u16(0xe000), u16(0x0001), 0, 0, u16(0x8100), u16(7), u16(0x0800), inside)),
  ethernet(0x893f, bytes(u16(0), u16(1), 0, 0, u16(llc.length), llc)),
  ethernet(0x892f, bytes(u16(0x0000 | (inside.length + 6)), u16(1), u16(0x0800), inside)),
  ethernet(0x892f, bytes(u16(0xb000 | (inside6.length + 6)), u16(2), u16(0x86dd), inside6)),
  ethernet(0x8100, bytes(u16(3), u16(0x892f), u16(0x1030), u16(3), u16(0x0800), inside)),
  ethernet(0x0800, rct(inside, 10)),
  ethernet(0x0800, rct(inside, 11)),
  ethernet(0x0800, rct(bytes(inside, Buffer.alloc(20)), 11)),
  ethernet(0x0800, rct(inside, 9)),
  supervision(u16(1), u16(5), 20, 6, mac(client.mac), 0, 0, Buffer.alloc(32)),
  supervision(u16(1), u16(6), 22, 6, mac(client.mac), 30, 6, mac(server.mac), 0, 0),
  supervision(u16(1), u16(7), 23, 6, mac(client.mac), 30, 6, mac(server.mac), 0, 0),
  supervision(u16(0), u16(8), 20, 12, mac(client.mac), mac(server.mac), 0, 0),
  ethernet(
    0x892f,
    bytes(u16(0x0020), u16(4), u16(0x88fb), u16(0x1001), u16(9), 23, 6, mac(client.mac), 0, 0),
  ),
  fabric(u16(0x0060), frame, u32(0x12345678)),
  fabric(u16(0x0060), ethernet(0x8100, bytes(u16(9), u16(0x0800), inside)), u32(0)),
  bytes("0x010fffc20000", "0x020002000004", u16(0x8903), u16(0x0060), frame, Buffer.alloc(4)),
  ethernet(0xf1c1, bytes(u16(0), u16(9), u16(0x0800), inside)),
  ethernet(0x22f3, bytes(u16(0x0006), u16(0x0101), u16(0x0202), frame)),
  ethernet(
    0x2452,
    bytes(
      "0x0801",
      u16(0),
      mac(server.mac),
      mac(client.mac),
      mac(server.mac),
      u16(0),
      "0xaaaa03000000",
      u16(0x0800),
      inside,
    ),
  ),
  ethernet(0x4305, bytes(0x40, 15, 50, 3, mac(server.mac), frame)),
  ethernet(0x4305, bytes(0x42, 15, 50, 3, mac(server.mac), mac(client.mac), 1, 0, frame)),
  ethernet(0x4305, bytes(0x01, 15, 50, 0, u32(7), mac(client.mac), frame)),
  ethernet(0x4305, bytes(0x41, 15, 50, 0, mac(server.mac), "a fragment")),
];
