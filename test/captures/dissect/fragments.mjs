// Fragments of IPv4 and IPv6: in order and not, twice, overlapping, of several datagrams at once,
// inside each other, never complete. Differs from tshark on purpose: what would be known only from
// packets behind a fragment is not said of it, in IPv6 overlaps are not put together, and a fragment that
// comes once more is not named.
import {
  back,
  bytes,
  client,
  ethernet,
  ip4,
  ip6,
  ipv4,
  ipv6,
  server,
  tcp,
  u16,
  u32,
  udp,
} from "./packets.mjs";

const addresses = bytes(ip4(client.ip4), ip4(server.ip4));
const addresses6 = bytes(ip6(client.ip6), ip6(server.ip6));
const payload = (size) => Buffer.from(Array.from({ length: size }, (_, i) => 97 + (i % 26)));

/** One fragment of what an IPv4 header would be around: bytes from and to. */
const part4 = (protocol, inside, id, from, to = inside.length) =>
  ethernet(
    0x0800,
    ipv4(protocol, inside.subarray(from, to), {
      id,
      flags: (to < inside.length ? 0x2000 : 0) | (from / 8),
    }),
  );

const part6 = (next, inside, id, from, to = inside.length) =>
  ethernet(
    0x86dd,
    ipv6(
      44,
      bytes(next, 0, u16(from | (to < inside.length ? 1 : 0)), u32(id), inside.subarray(from, to)),
    ),
  );

const query = bytes(
  u16(0x1234),
  u16(0x0100),
  u16(1),
  u16(0),
  u16(0),
  u16(0),
  7,
  "example",
  3,
  "org",
  0,
  u16(1),
  u16(1),
);
const dns = udp(40000, 53, query)(addresses, 17);
const large = udp(40001, 9, payload(200))(addresses, 17);
const other = udp(40002, 9, payload(100))(addresses, 17);
const segment = tcp(
  40003,
  80,
  "GET /whole HTTP/1.1\r\nHost: www.example.org\r\n\r\n",
)(addresses, 6);
const large6 = udp(40004, 9, payload(150))(addresses6, 17);
const dns6 = udp(40005, 53, query)(addresses6, 17);
const inner = ipv4(17, large.subarray(0, 104), { id: 21, flags: 0x2000 });
const innerRest = ipv4(17, large.subarray(104), { id: 21, flags: 13 });

export const packets = [
  part4(17, dns, 1, 0, 16),
  part4(17, dns, 1, 16),
  // The last one first, one twice, one that overlaps.
  part4(17, large, 2, 160),
  part4(17, large, 2, 0, 80),
  part4(17, large, 2, 0, 80),
  part4(17, large, 2, 64, 120),
  part4(17, large, 2, 120, 160),
  // Of several at once: they differ by number and by protocol.
  part4(17, large, 3, 0, 96),
  part4(17, other, 4, 0, 96),
  part4(6, segment, 3, 0, 24),
  part4(17, other, 4, 96),
  part4(6, segment, 3, 24),
  part4(17, large, 3, 96),
  // The number once more is another datagram.
  part4(17, dns, 1, 0, 24),
  part4(17, dns, 1, 24),
  // Never complete.
  part4(17, large, 5, 0, 80),
  part4(17, large, 5, 88),
  back(17, large),
  part6(17, large6, 6, 0, 64),
  part6(17, large6, 6, 64, 128),
  part6(17, large6, 6, 128),
  part6(17, dns6, 7, 32),
  part6(17, dns6, 7, 0, 32),
  // An overlap: nothing is put together.
  part6(17, large6, 8, 0, 64),
  part6(17, large6, 8, 56, 128),
  part6(17, large6, 8, 128),
  // A fragment inside of fragments.
  part4(4, inner, 9, 0, 64),
  part4(4, inner, 9, 64),
  part4(4, innerRest, 10, 64),
  part4(4, innerRest, 10, 0, 64),
];
