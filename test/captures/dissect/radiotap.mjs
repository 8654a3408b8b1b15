// Radiotap headers of all kinds in front of 802.11. tshark adds a layer of its own, wlan_radio,
// with what it generates from radiotap's fields; we do not.
import { bytes, client, ipv4, mac, server, u16, u32, u64, udp } from "./packets.mjs";

const station = mac(client.mac);
const ap = mac(server.mac);
const le16 = (value) => bytes(value & 255, value >> 8);
const le32 = (value) => Buffer.from(u32(value)).reverse();
const le64 = (value) => Buffer.from(u64(value)).reverse();

function crc32(data) {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return le32(~crc >>> 0);
}

const data = bytes(
  "0x08010000",
  ap,
  station,
  ap,
  le16(0x0640),
  "0xaaaa03000000",
  u16(0x0800),
  ipv4(17, udp(40000, 9, "by radio")),
);
const ack = bytes("0xd4000000", station);
const radiotap = (words, fields, frame) => {
  const inside = bytes(words.map(le32), fields);
  return bytes(0, 0, le16(4 + inside.length), inside, frame);
};

export const linkType = 127;
export const packets = [
  radiotap([0], [], data),
  radiotap(
    [0x0000482e],
    [0x10, 0x02, le16(2412), le16(0x00a0), 0xc6, 1, le16(0)],
    bytes(data, crc32(data)),
  ),
  radiotap([0x0000002e], [0x10, 0x6c, le16(5180), le16(0x0140), 0xd8], bytes(data, "0x00000000")),
  radiotap(
    [0x0000007f],
    [
      bytes(0, 0, 0, 0, 0, 0, 0, 0),
      le64(123456789n),
      0,
      11,
      le16(2437),
      le16(0x00a0),
      1,
      2,
      0xc6,
      0xa5,
    ].slice(1),
    data,
  ),
  radiotap([0xa0000821, 0xa0000820, 0x00000820], [le64(5n), 0xc5, 0, 0xc4, 0, 0xc3, 1], ack),
  radiotap([0x00080002], [0, 0x27, 0x00, 7], data),
  radiotap([0x00100000], [le32(77), le16(0x000c), 0, 0], data),
  radiotap([0x00200000], [le16(0x0044), 0x04, 1, 0x92, 0, 0, 0, 0, 0, le16(0)], data),
  radiotap(
    [0x0003d780],
    [le16(80), le16(3), le16(4), 20, 30, 40, 0, le16(2), le16(0x18), 1, 2].slice(0, 11),
    data,
  ),
  radiotap([0x40000002, 0x00000001], [0x00], data).subarray(0, 12),
  bytes(0, 0, le16(4), "short"),
  bytes(0, 0, le16(200), le32(0), "long"),
];
