// Builds packets layer by layer, each builder around the bytes of what is inside it. Checksums are
// right. Everything is made up; addresses are those kept for documentation.

/** Bytes of numbers, texts, hex after "0x", arrays and buffers, one after another. */
export function bytes(...parts) {
  return Buffer.concat(parts.flat().map(toBuffer));
}

function toBuffer(part) {
  if (typeof part === "number") return Buffer.from([part]);
  if (typeof part === "string" && part.startsWith("0x")) return Buffer.from(part.slice(2), "hex");
  return Buffer.from(part);
}

/** Big-endian numbers. */
export const u16 = (value) => bytes((value >> 8) & 255, value & 255);
export const u24 = (value) => bytes((value >> 16) & 255, u16(value & 0xffff));
export const u32 = (value) => bytes(u16((value >>> 16) & 0xffff), u16(value & 0xffff));
export const u64 = (value) => bytes(u32(Number(value >> 32n)), u32(Number(value & 0xffffffffn)));

export const mac = (text) => Buffer.from(text.replaceAll(":", ""), "hex");
export const ip4 = (text) => Buffer.from(text.split(".").map(Number));
export function ip6(text) {
  const [head, tail] = text.split("::").map((half) => (half ? half.split(":") : []));
  const groups = tail
    ? [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail]
    : head;
  return bytes(...groups.map((group) => u16(Number.parseInt(group, 16))));
}

export const client = { mac: "02:00:00:00:00:01", ip4: "192.0.2.1", ip6: "2001:db8::1" };
export const server = { mac: "02:00:00:00:00:02", ip4: "198.51.100.2", ip6: "2001:db8::2" };

export function ethernet(type, payload, { from = client, to = server } = {}) {
  return bytes(mac(to.mac), mac(from.mac), u16(type), payload);
}

function sum(data) {
  const even = data.length % 2 ? bytes(data, 0) : data;
  let total = 0;
  for (let i = 0; i < even.length; i += 2) total += even.readUInt16BE(i);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return ~total & 0xffff;
}

/** IPv4 around a payload, which may be a function of the pseudo-header's addresses. */
export function ipv4(protocol, payload, options = {}) {
  const {
    from = client.ip4,
    to = server.ip4,
    ttl = 64,
    id = 1,
    flags = 0x4000,
    extra = [],
  } = options;
  const addresses = bytes(ip4(from), ip4(to));
  const inside = typeof payload === "function" ? payload(addresses, protocol) : payload;
  const header = bytes(0x45 + extra.length / 4, 0, u16(20 + extra.length + inside.length));
  const rest = bytes(u16(id), u16(flags), ttl, protocol);
  const checksum = sum(bytes(header, rest, u16(0), addresses, extra));
  return bytes(header, rest, u16(checksum), addresses, extra, inside);
}

export function ipv6(
  next,
  payload,
  { from = client.ip6, to = server.ip6, hops = 64, upper = next } = {},
) {
  const addresses = bytes(ip6(from), ip6(to));
  const inside = typeof payload === "function" ? payload(addresses, upper) : payload;
  return bytes(u32(0x60000000), u16(inside.length), next, hops, addresses, inside);
}

const pseudo = (addresses, protocol, length) =>
  addresses.length === 8
    ? bytes(addresses, 0, protocol, u16(length))
    : bytes(addresses, u32(length), 0, 0, 0, protocol);

/** UDP, for ipv4() and ipv6(). */
export const udp = (source, destination, payload) => (addresses, protocol) => {
  const data = bytes(payload);
  const head = bytes(u16(source), u16(destination), u16(8 + data.length));
  const checksum = sum(bytes(pseudo(addresses, protocol, 8 + data.length), head, u16(0), data));
  return bytes(head, u16(checksum || 0xffff), data);
};

/** TCP, for ipv4() and ipv6(); flags as "SA", options a multiple of four bytes. */
export const tcp =
  (source, destination, payload = [], options = {}) =>
  (addresses, protocol) => {
    const { seq = 1, ack = 1, flags = "PA", window = 1024, extra = [], urgent = 0 } = options;
    const data = bytes(payload);
    const bits = [..."FSRPAUEC"].reduce((all, f, i) => all | (flags.includes(f) ? 1 << i : 0), 0);
    const start = bytes(u16(source), u16(destination), u32(seq), u32(ack));
    const place = bytes((5 + extra.length / 4) << 4, bits, u16(window));
    const length = 20 + extra.length + data.length;
    const zero = bytes(start, place, u16(0), u16(urgent), extra, data);
    const checksum = sum(bytes(pseudo(addresses, protocol, length), zero));
    return bytes(start, place, u16(checksum), u16(urgent), extra, data);
  };

/** ICMP and the like: the checksum is at bytes 2 and 3. */
export const checked = (type, code, payload) => {
  const data = bytes(payload);
  return bytes(type, code, u16(sum(bytes(type, code, u16(0), data))), data);
};

/** ICMPv6, whose checksum covers the addresses too. */
export const icmpv6 = (type, code, payload) => (addresses, protocol) => {
  const data = bytes(payload);
  const zero = bytes(type, code, u16(0), data);
  const checksum = sum(bytes(pseudo(addresses, protocol, zero.length), zero));
  return bytes(type, code, u16(checksum), data);
};

/** An element of BER. */
export const ber = (tag, ...content) => {
  const inside = bytes(...content);
  const length = inside.length < 128 ? inside.length : bytes(0x82, u16(inside.length));
  return bytes(tag, length, inside);
};

/** What both sides of a conversation of TCP send. */
export function segments(port, other) {
  const sender =
    (make, [from, to]) =>
    (seq, ack, payload, options) =>
      make(6, tcp(from, to, payload, { seq, ack, ...options }));
  return { out: sender(there, [port, other]), in: sender(back, [other, port]) };
}

/** Whole Ethernet packets from the client to the server, and back. */
export const there = (protocol, payload) => ethernet(0x0800, ipv4(protocol, payload));
export const back = (protocol, payload) =>
  ethernet(0x0800, ipv4(protocol, payload, { from: server.ip4, to: client.ip4 }), {
    from: server,
    to: client,
  });
export const there6 = (protocol, payload) => ethernet(0x86dd, ipv6(protocol, payload));

/** A packet of which only so many bytes were captured. */
export const cut = (packet, size) =>
  Object.assign(packet.subarray(0, size), { onWire: packet.length });

/** A capture of packets, a millisecond apart. */
export function pcap(linkType, packets) {
  const words = (...list) => Buffer.from(Uint32Array.from(list).buffer);
  const records = packets.flatMap((packet, i) => [
    words(1700000000, i * 1000, packet.length, packet.onWire ?? packet.length),
    packet,
  ]);
  return Buffer.concat([words(0xa1b2c3d4, 0x00040002, 0, 0, 262144, linkType), ...records]);
}
