// 802.11 behind the header of AVS, which says how long it is. What it says of the radio stays bytes.
import { bytes, client, ipv4, mac, server, u16, u32, udp } from "./packets.mjs";

const avs = (length, ...rest) => bytes(u32(0x80211001), u32(length), rest);
const radio = Buffer.alloc(56);
const frame = bytes(
  ...["0x0801", u16(0), mac(server.mac), mac(client.mac), mac(server.mac), u16(0)],
  ...["0xaaaa03000000", u16(0x0800), ipv4(17, udp(40000, 9, "radio"))],
);

export const linkType = 163;
export const packets = [avs(64, radio, frame), avs(68, radio, u32(0), frame), avs(8, radio, frame)];
