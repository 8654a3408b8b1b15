// Filters made of what is shown: of a cell, a field, a conversation. No DOM.
import type { Conversation, Endpoint, ExpertItem, Field, ListLayer, Row } from "packetglass";
import { formatSeconds, formatUtc } from "../text/format-time.js";

/** How a filter is joined to the one that is there. */
export type Joint = "only" | "not" | "and" | "or" | "and not";

/** The filter that comes of applying `added` to `present`. */
export function joined(present: string, added: string, joint: Joint): string {
  if (joint === "only") return added;
  if (joint === "not") return `not ${grouped(added)}`;
  const word = joint === "or" ? "or" : "and";
  const last = joint === "and not" ? `not ${grouped(added)}` : grouped(added);
  return present === "" ? last : `${grouped(present)} ${word} ${last}`;
}

// Filters of one comparison need no parentheses.
function grouped(filter: string): string {
  return /\b(and|or|xor|not)\b|&&|\|\||\^\^|!(?!=)/.test(filter) ? `(${filter})` : filter;
}

/** The filter for packets with what stands in a cell of the list; nothing where it says nothing. */
export function filterOfCell(cell: string, row: Row): string | undefined {
  switch (cell) {
    case "number":
      return `frame.number == ${row.number}`;
    case "time":
      return row.timestamp === undefined
        ? undefined
        : `frame.time_epoch == ${formatSeconds(row.timestamp, 0n)}`;
    case "source":
      return filterOfAddress(row.source, "src");
    case "destination":
      return filterOfAddress(row.destination, "dst");
    case "protocol":
      return `_ws.col.protocol == ${quoted(row.protocol)}`;
    case "length":
      return `frame.len == ${row.originalLength}`;
    case "info":
      return `_ws.col.info == ${quoted(row.info)}`;
  }
  return undefined;
}

/** The filter for packets with an address, or only as source or destination. */
export function filterOfAddress(
  address: string,
  side: "addr" | "src" | "dst" = "addr",
): string | undefined {
  if (/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(address)) return `eth.${side} == ${address}`;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return `ip.${side} == ${address}`;
  if (/^[0-9a-f:.]*:[0-9a-f:.]*$/.test(address)) return `ipv6.${side} == ${address}`;
  return undefined;
}

/** The filter for packets whose field has this value; where it has none, for those that have the field. */
export function filterOfField({ name, value }: Field, type: string | undefined): string {
  switch (typeof value) {
    case "number":
    case "boolean":
      return `${name} == ${value}`;
    case "bigint":
      return type?.endsWith("_time") ? ofTime(name, value, type) : `${name} == ${value}`;
    case "string":
      return `${name} == ${isText(type) ? quoted(value) : value}`;
    case "object":
      return value.length > 0 && value.length <= MOST_BYTES
        ? `${name} == ${filterOfBytes(value)}`
        : name;
  }
  return name;
}

// Longer ones nobody reads.
const MOST_BYTES = 64;

function ofTime(name: string, value: bigint, type: string): string {
  const isSpan = type === "relative_time" || name === "frame.time_epoch";
  return isSpan
    ? `${name} == ${formatSeconds(value, 0n)}`
    : `${name} == "${formatUtc(value).replace(" ", "T")}Z"`;
}

function isText(type: string | undefined): boolean {
  return type === undefined || type === "string";
}

/** Bytes as a filter has them. */
export function filterOfBytes(bytes: Uint8Array): string {
  const octets = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  // One byte alone would be a number.
  return octets.length === 1 ? `${octets[0]}:` : octets.join(":");
}

/** A text as a filter has it. */
export function quoted(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${escaped.replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;
}

/** The filter for packets whose expert information says the same. */
export function filterOfExpert({ text }: ExpertItem): string {
  return `_ws.expert.message == ${quoted(text)}`;
}

/** The filter for the packets of a conversation. */
export function filterOfConversation(one: Conversation, layer: ListLayer): string | undefined {
  if (one.stream !== undefined && (layer === "tcp" || layer === "udp")) {
    return `${layer}.stream == ${one.stream}`;
  }
  const addresses = [one.addressA, one.addressB].map((address) => filterOfAddress(address));
  const ports = [one.portA, one.portB].map((port) => filterOfPort(port, layer));
  return all([...addresses, ...ports]);
}

/** The filter for the packets of an endpoint. */
export function filterOfEndpoint(
  { address, port }: Endpoint,
  layer: ListLayer,
): string | undefined {
  return all([filterOfAddress(address), filterOfPort(port, layer)]);
}

function filterOfPort(port: number | undefined, layer: ListLayer): string | undefined {
  return port === undefined ? undefined : `${layer}.port == ${port}`;
}

function all(filters: readonly (string | undefined)[]): string | undefined {
  const known = filters.filter((filter) => filter !== undefined);
  return known.length === 0 ? undefined : [...new Set(known)].join(" and ");
}
