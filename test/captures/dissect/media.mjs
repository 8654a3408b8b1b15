// Calls: SDP in SIP that announces endpoints, then RTP (RFC 3550, 3551) and RTCP (with RFC 4585,
// 5104 and 3611) to and from them. What was not announced, or is before it, stays data.
// tshark keeps what SDP says of dynamic payload types, and recognises what arrives from the frames
// before: names of such types, jitter and round trips are not ours to know.
import { back, bytes, there, there6, u16, u24, u32, udp } from "./packets.mjs";

const sdp = (...lines) => lines.map((line) => `${line}\r\n`).join("");
const sip = (first, body) =>
  [
    first,
    "Via: SIP/2.0/UDP host.example.com",
    "From: <sip:alice@example.com>;tag=1",
    "To: <sip:bob@example.com>",
    "Call-ID: 1@example.com",
    "CSeq: 1 INVITE",
    "Content-Type: application/sdp",
    `Content-Length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
const session = ["v=0", "o=alice 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0"];
const answer = ["v=0", "o=bob 1 1 IN IP4 198.51.100.2", "s=-", "t=0 0"];
const invite = "INVITE sip:bob@example.com SIP/2.0";

const rtp = (first, type, sequence, time, ...rest) =>
  bytes(first, type, u16(sequence), u32(time), u32(0x11223344), rest);
const sound = Buffer.alloc(20, 0xd5);

// The length counts words but the first.
const rtcp = (count, type, ...parts) => {
  const inside = bytes(parts);
  return bytes(0x80 + count, type, u16(inside.length / 4), inside);
};
const report = (ssrc) =>
  bytes(u32(ssrc), 25, u24(0xfffffe), u32(0x00010203), u32(7), u32(0x12345678), u32(65536));
const sender = bytes(u32(0x11223344), u32(3908988800), u32(0x80000000), u32(160), u32(3), u32(60));
const item = (type, text) => bytes(type, text.length, text);
const description = rtcp(
  1,
  202,
  u32(0x11223344),
  item(1, "alice@example.com"),
  item(2, "Alice"),
  item(6, "tool"),
  item(8, bytes(3, "abc", "value").toString("latin1")),
  ...[0, 0, 0, 0].slice(0, 4 - ((19 + 7 + 6 + 11) % 4)),
);
const feedback = (format, type, ...parts) => rtcp(format, type, u32(1), u32(2), ...parts);

const call = [
  there(17, udp(40000, 7078, rtp(0x80, 0, 1, 160, sound))),
  there(17, udp(5060, 5060, sip(invite, sdp(...session, "m=audio 7078 RTP/AVP 0 8 96")))),
  back(17, udp(40000, 7078, rtp(0x80, 0, 1, 160, sound))),
  there(
    17,
    udp(
      5060,
      5060,
      sip(
        "SIP/2.0 200 OK",
        sdp(
          ...answer,
          "m=audio 9078 RTP/AVP 0",
          "c=IN IP4 198.51.100.2",
          "a=rtcp:9100",
          "m=video 0 RTP/AVP 31",
          "m=image 9400 udptl t38",
          "m=video 9300 RTP/SAVPF 97",
          "c=IN IP4 198.51.100.3",
        ),
      ),
    ),
  ),
];
const media = [
  rtp(0x80, 0, 1, 160, sound),
  rtp(0x80, 0x80 + 8, 2, 320, sound),
  rtp(0xa0, 18, 3, 480, sound, 0, 0, 0, 4),
  rtp(0x82, 96, 4, 640, u32(5), u32(6), sound),
  rtp(0x90, 9, 5, 800, u16(0x0102), u16(2), u32(7), u32(8), sound),
  rtp(0x90, 9, 6, 960, u16(0xbede), u16(2), 0x10, 0xaa, 0x21, 1, 2, 0, 0, 0, sound),
  rtp(0x90, 9, 7, 1120, u16(0x1000), u16(2), 1, 1, 0xaa, 2, 0, 3, 1, 2, sound),
  rtp(0x80, 13, 8, 1280, 0x40),
  rtp(0x80, 35, 9, 1440),
  rtp(0x40, 0, 10, 1600, sound),
  bytes(0x80, 0),
].map((packet) => there(17, udp(7078, 9078, packet)));
const control = [
  bytes(rtcp(1, 200, sender, report(0x55667788)), description),
  bytes(rtcp(2, 201, u32(0x55667788), report(0x11223344), report(0x99aabbcc)), description),
  bytes(rtcp(0, 201, u32(1)), rtcp(1, 203, u32(0x11223344), item(0, "").subarray(2))),
  bytes(rtcp(1, 203, u32(0x11223344), 3, "bye")),
  bytes(rtcp(0, 201, u32(1)), rtcp(5, 204, u32(2), "name", "0x0102030405060708")),
  feedback(1, 205, u16(100), u16(0x8001), u16(200), u16(0)),
  feedback(3, 205, u32(3), u32(0x0a0000c8)),
  feedback(15, 205, u16(1), u16(2), u24(3), 4, u16(0x2002), 1, 2),
  feedback(1, 206),
  feedback(2, 206, u32(0x00180041)),
  feedback(4, 206, u32(3), 9, u24(0)),
  feedback(15, 206, "REMB", 1, 0x0a, 0x12, 0x34, u32(3)),
  feedback(15, 206, "ABCD", u32(1)),
  bytes(
    rtcp(
      0,
      207,
      u32(1),
      bytes(4, 0, u16(2), u32(3908988800), u32(0x40000000)),
      bytes(5, 0, u16(3), u32(2), u32(3), u32(4)),
      bytes(3, 0, u16(3), u32(2), u16(1), u16(3), u32(9)),
      bytes(99, 0, u16(1), u32(7)),
    ),
  ),
  bytes(rtcp(0, 207, u32(1), 6, 0xe8, u16(9), u32(2), u16(1), u16(9), bytes(Array(28).fill(1)))),
  bytes(rtcp(0, 207, u32(1), 7, 0, u16(8), u32(2), bytes(Array(28).fill(2)))),
  bytes(rtcp(1, 200, sender, report(0x55667788), u32(0x01020304))),
  bytes(0xa0, 201, u16(2), u32(1), 0, 0, 0, 4),
  bytes(0x80, 201, u16(9), u32(1)),
  bytes(rtcp(1, 201, u32(1))),
  rtcp(0, 192, u32(1)),
  rtcp(0, 193, u32(1), u16(5), u16(0x0101)),
  rtcp(0, 209, u32(1)),
  bytes(0x40, 201, u16(1), u32(1)),
].map((packet) => there(17, udp(7079, 9100, packet)));

export const packets = [
  ...call,
  ...media,
  ...control,
  back(17, udp(9078, 7078, rtp(0x80, 3, 1, 160, sound))),
  back(17, udp(9100, 7079, rtcp(0, 201, u32(1)))),
  back(17, udp(9078, 7078, rtcp(0, 201, u32(1)))),
  there(17, udp(40000, 9300, rtp(0x80, 97, 1, 160, sound))),
  there(17, udp(40000, 9400, rtp(0x80, 97, 1, 160, sound))),
  there(17, udp(40000, 9078, bytes(0, 1, u16(0), u32(0x2112a442), u32(1), u32(2), u32(3)))),
  there6(
    17,
    udp(
      5060,
      5060,
      sip(
        invite,
        sdp(
          ...["v=0", "o=- 1 1 IN IP6 2001:db8::1", "s=-", "c=IN IP6 2001:db8::2", "t=0 0"],
          ...["m=audio 6000/2 RTP/AVP 8", "a=rtcp-mux", "m=audio 6010 RTP/AVP 8"],
        ),
      ),
    ),
  ),
  there6(17, udp(40000, 6000, rtp(0x80, 8, 1, 160, sound))),
  there6(17, udp(40000, 6002, rtp(0x80, 8, 1, 160, sound))),
  there6(17, udp(40000, 6000, rtcp(0, 201, u32(1)))),
  there6(17, udp(40000, 6011, rtcp(0, 201, u32(1)))),
  // Not announced: recognised, unless the lengths do not lead to the end.
  there(17, udp(41001, 41003, bytes(rtcp(0, 201, u32(1)), description))),
  there(17, udp(41001, 41003, bytes(rtcp(0, 201, u32(1)), description, 0, 0, 0, 0))),
];
