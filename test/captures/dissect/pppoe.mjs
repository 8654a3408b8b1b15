// PPPoE: discovery with its tags, sessions. tshark has pppoed.tag and its length only where it does
// not know the tag; we have them always.
import { bytes, ethernet, ipv4, ipv6, u16, u32, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "a session");
const pppoe = (type, code, session, payload, length = bytes(payload).length) =>
  ethernet(type, bytes(0x11, code, u16(session), u16(length), payload));
const discovery = (code, session, ...tags) => pppoe(0x8863, code, session, bytes(tags));
const session = (...rest) => pppoe(0x8864, 0, 0x1234, bytes(rest));
const tag = (type, ...value) => bytes(u16(type), u16(bytes(value).length), value);

export const packets = [
  discovery(0x09, 0, tag(0x0101), tag(0x0103, "0x01020304")),
  discovery(0x07, 0, tag(0x0101, "internet"), tag(0x0102, "access-1"), tag(0x0104, "0xc001cafe")),
  discovery(0x19, 0, tag(0x0101), tag(0x0104, "0xc001cafe"), tag(0x0120, u16(1500)), tag(0)),
  discovery(0x65, 0x1234, tag(0x0101), tag(0x0110, "relay")),
  discovery(0xa7, 0x1234, tag(0x0203, "bye")),
  discovery(0xd3, 0x1234, tag(0x0111, "http://example.com/")),
  discovery(0x65, 0, tag(0x0201, "no such service"), tag(0x0202, "broken")),
  discovery(0x09, 0, tag(0x0105, u32(3561), 1, 4, "port"), tag(0x0999, "unknown")),
  discovery(0x09, 0, bytes(u16(0x0103), u16(200), "short")),
  session(u16(0x0021), ipv4(17, datagram)),
  session(u16(0x0057), ipv6(17, datagram)),
  session(u16(0xc021), 9, 1, u16(8), u32(1)),
  bytes(session(u16(0xc021), 10, 1, u16(8), u32(2)), Buffer.alloc(26)),
  pppoe(0x8864, 0, 0x1234, bytes(u16(0xc021), 9, 1, u16(8), u32(1)), 40),
];
