// What options of pcapng say, as text.

import type { Option, PacketFlags } from "packetglass";
import { hexStream } from "./hex-lines.js";

/** Longest run of bytes that is shown whole. */
const mostBytes = 64;

/** `00ff10`, or the first bytes and how many there are. */
export function bytesText(bytes: Uint8Array): string {
  if (bytes.length === 0) return "no bytes";
  if (bytes.length <= mostBytes) return hexStream(bytes);
  return `${hexStream(bytes.subarray(0, mostBytes))}… (${bytes.length} bytes)`;
}

/** Its name in the draft, or its code. */
export function optionName({ name, code }: Option): string {
  return name ?? `option ${code}`;
}

/** What it says; its bytes where that is not known. */
export function optionText({ value, bytes, enterprise }: Option): string {
  const text = valueText(value ?? bytes);
  return enterprise === undefined ? text : `${text} (enterprise ${enterprise})`;
}

function valueText(value: NonNullable<Option["value"]>): string {
  if (typeof value !== "object") return String(value);
  if (ArrayBuffer.isView(value)) return bytesText(value);
  if ("threadId" in value) return `process ${value.processId}, thread ${value.threadId}`;
  const who = value.name ?? `kind ${value.kind}`;
  if ("value" in value && value.value !== undefined) return `${who}: ${value.value}`;
  return `${who}: ${bytesText(value.bytes)}`;
}

/** `inbound, multicast, checksum valid, error: crc`. */
export function flagsText(flags: PacketFlags): string {
  const { direction, reception, fcsLength, errors } = flags;
  const parts: string[] = [direction, reception].filter((part) => part !== "unknown");
  if (fcsLength !== undefined) parts.push(`FCS of ${fcsLength} bytes`);
  if (flags.checksumNotReady) parts.push("checksum not ready");
  if (flags.checksumValid) parts.push("checksum valid");
  if (flags.segmentationOffloaded) parts.push("segmentation offloaded");
  parts.push(...errors.map((error) => `error: ${error.replaceAll("_", " ")}`));
  return parts.length > 0 ? parts.join(", ") : "nothing is said";
}
