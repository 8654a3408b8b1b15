// Datagrams made byte by byte: Ethernet II, IPv4 (RFC 791) and UDP (RFC 768), and what a list of
// packets says of them. Addresses are those for documentation (RFC 5737, RFC 7042).

/** `count` packets that all differ in addresses, ports and lengths; every fifth is truncated. */
export function datagrams(count) {
  return Array.from({ length: count }, (_, i) => {
    const source = { address: `192.0.2.${i % 250}`, port: 20_000 + (i % 1000) };
    const destination = { address: `198.51.100.${(i * 3) % 250}`, port: 40_000 + (i % 7) };
    const whole = datagram({ source, destination, payload: new Uint8Array(i % 50).fill(i) });
    return {
      seconds: 1_700_000_000 + Math.floor(i / 10),
      fraction: (i * 7919) % 1_000_000,
      payload: i % 5 === 4 ? whole.slice(0, 42) : whole,
      originalLength: whole.length,
      source: source.address,
      destination: destination.address,
      protocol: "UDP",
      info: `${source.port} → ${destination.port} Len=${i % 50}`,
    };
  });
}

/** The bytes of one, from the Ethernet header on. */
export function datagram({ source, destination, payload }) {
  const bytes = new Uint8Array(42 + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, 0x5e, 0, 0x53, 1, 0, 0, 0x5e, 0, 0x53, 2, 8, 0]);
  view.setUint8(14, 0x45);
  view.setUint16(16, 28 + payload.length);
  bytes.set([64, 17], 22);
  bytes.set(octets(source.address), 26);
  bytes.set(octets(destination.address), 30);
  view.setUint16(24, checksum(view));
  view.setUint16(34, source.port);
  view.setUint16(36, destination.port);
  view.setUint16(38, 8 + payload.length);
  bytes.set(payload, 42);
  return bytes;
}

function octets(address) {
  return address.split(".").map(Number);
}

/** Of the header of IPv4, whose own checksum is still 0. */
function checksum(view) {
  let sum = 0;
  for (let at = 14; at < 34; at += 2) sum += view.getUint16(at);
  sum = (sum & 0xffff) + (sum >> 16);
  return ~(sum + (sum >> 16)) & 0xffff;
}
