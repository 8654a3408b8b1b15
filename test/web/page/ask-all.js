// Everything about a capture, asked of the page by its console surface.
import { createHash } from "node:crypto";

/**
 * Opens the capture that the server has at this path and asks for all of it: `columns` and
 * `packets`, one object for each packet, with the MD5 of its bytes, and of which sections its
 * `interfaces` are. Undefined when it is refused.
 */
export async function askAll(tab, path) {
  if (!(await tab.evaluate(open, path))) return undefined;
  const columns = await tab.evaluate(askColumns);
  const packets = await tab.evaluate(askPackets);
  const bytes = Buffer.from(await tab.evaluate(takeBytes), "base64");
  const interfaces = await tab.evaluate(askInterfaces);
  return {
    columns: columns.map(exact),
    packets: withDigests(packets.map(exact), bytes),
    interfaces,
  };
}

// The next five run in the page. What they return goes through JSON: times go as text.

async function open(path) {
  const response = await fetch(path);
  packetglass.close(); // or all of them would stay open
  await packetglass.open(await response.blob());
  return packetglass.capture !== undefined;
}

async function askColumns() {
  const columns = await packetglass.capture.columns.read();
  return Array.from(columns.timestamp, (timestamp, i) => ({
    timestamp: columns.hasTimestamp[i] === 1 ? String(timestamp) : null,
    offset: columns.offset[i],
    capturedLength: columns.capturedLength[i],
    originalLength: columns.originalLength[i],
    interfaceId: columns.interface[i],
  }));
}

async function askPackets() {
  const { capture } = packetglass;
  const indexes = Array.from({ length: capture.length }, (_, i) => i);
  const packets = await Promise.all(indexes.map((i) => capture.packet(i)));
  globalThis.bytesOfAll = new Blob(packets.map(({ bytes }) => bytes));
  return packets.map((packet) => {
    const { number, capturedLength, originalLength, interfaceId, linkType, offset } = packet;
    return {
      ...{ number, capturedLength, originalLength, interfaceId, linkType, offset },
      timestamp: packet.timestamp === undefined ? null : String(packet.timestamp),
      size: packet.bytes.length,
    };
  });
}

function askInterfaces() {
  return packetglass.capture.interfaces.map(({ section }) => ({ section }));
}

function takeBytes() {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(globalThis.bytesOfAll);
  });
}

function exact({ timestamp, ...rest }) {
  return { ...rest, timestamp: timestamp === null ? undefined : BigInt(timestamp) };
}

function withDigests(packets, bytes) {
  let at = 0;
  return packets.map(({ size, ...packet }) => {
    const own = bytes.subarray(at, at + size);
    at += size;
    return { ...packet, md5: createHash("md5").update(own).digest("hex") };
  });
}
