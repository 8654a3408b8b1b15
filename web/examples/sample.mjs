// A capture for those examples that are started without one: three conversations in ten seconds.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWriter } from "packetglass";

const START = 1_700_000_000_000_000_000n; // ns since 1970 UTC
const SECOND = 1_000_000_000n;
const [TCP, UDP] = [6, 17];

const conversations = [
  { protocol: TCP, hosts: ["192.0.2.1", "198.51.100.7"], ports: [50_000, 80] },
  { protocol: TCP, hosts: ["192.0.2.1", "198.51.100.7"], ports: [50_001, 80] },
  { protocol: UDP, hosts: ["192.0.2.1", "192.0.2.53"], ports: [53_000, 5353] },
];

/** The capture that was named on the command line, or else one that is made. */
export async function captureNamed(argument) {
  return argument ?? makeCapture(join(tmpdir(), "packetglass-example.pcapng"));
}

/** Writes a capture of each conversation in turn, to and fro. */
export async function makeCapture(path) {
  return writeCapture(
    path,
    Array.from({ length: 10 }, (_, i) => packet(conversations[i % 3], i % 2 === 1)),
  );
}

/** Writes a capture of these packets, one a second. */
export async function writeCapture(path, packets) {
  const options = { interfaces: [{ linkType: 1, name: "eth0" }], overwrite: true };
  const writer = await createWriter(path, options);
  for (const [i, bytes] of packets.entries()) {
    await writer.writePacket({ timestamp: START + BigInt(i) * SECOND, bytes });
  }
  await writer.close();
  return path;
}

/**
 * An Ethernet packet with a header of IPv4 (RFC 791), one of TCP or UDP, and bytes inside. One of TCP
 * acknowledges so many bytes.
 */
export function packet({ protocol, hosts, ports }, isAnswer, inside = [], acknowledged = 0) {
  const headers = 20 + (protocol === TCP ? 20 : 8);
  const bytes = new Uint8Array(14 + headers + inside.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(12, 0x0800); // IPv4
  view.setUint16(14, 0x4500); // version 4, five words of header
  view.setUint16(16, headers + inside.length);
  view.setUint16(22, 0x4000 | protocol); // 64 hops at most
  for (const side of [0, 1]) {
    const from = isAnswer ? 1 - side : side;
    bytes.set(hosts[from].split(".").map(Number), 26 + 4 * side);
    view.setUint16(34 + 2 * side, ports[from]);
  }
  if (protocol === TCP) {
    view.setUint32(42, acknowledged);
    view.setUint16(46, 0x5010); // five words of header, ACK
  } else {
    view.setUint16(38, 8 + inside.length);
  }
  bytes.set(inside, 14 + headers);
  return bytes;
}
