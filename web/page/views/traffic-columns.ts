// What the lists of conversations and endpoints show, column by column.

import type { Conversation, Endpoint } from "packetglass";
import { formatCount, formatSize } from "../text/format-number.js";
import { formatSeconds } from "../text/format-time.js";

/** Who talked: an endpoint, or two of them with each other. */
export type Talker = Conversation | Endpoint;

export interface TrafficColumn {
  readonly heading: string;
  /** Figures stand at the right. */
  readonly isFigure: boolean;
  /** `origin` is the time of the first packet. */
  readonly text: (talker: Talker, origin: bigint) => string;
}

type Text<One> = (one: One, origin: bigint) => string;

/** Columns of conversations, with ports where the layer has them. */
export function conversationColumns(hasPorts: boolean): TrafficColumn[] {
  return [
    words<Conversation>("Address A", ({ addressA }) => addressA),
    ...portsOf(hasPorts, "Port A", ({ portA }) => portA),
    words<Conversation>("Address B", ({ addressB }) => addressB),
    ...portsOf(hasPorts, "Port B", ({ portB }) => portB),
    figure<Conversation>("Packets", (one) => formatCount(one.packetsAB + one.packetsBA)),
    figure<Conversation>("Bytes", (one) => formatSize(one.bytesAB + one.bytesBA)),
    figure<Conversation>("A → B", (one) => formatSize(one.bytesAB)),
    figure<Conversation>("B → A", (one) => formatSize(one.bytesBA)),
    figure<Conversation>("Start", startOf),
    figure<Conversation>("Duration", durationOf),
    figure<Conversation>("Rate", rateOf),
  ];
}

/** Columns of endpoints, with ports where the layer has them. */
export function endpointColumns(hasPorts: boolean): TrafficColumn[] {
  return [
    words<Endpoint>("Address", ({ address }) => address),
    ...(hasPorts ? [figure<Endpoint>("Port", ({ port }) => String(port))] : []),
    figure<Endpoint>("Packets", ({ packets }) => formatCount(packets)),
    figure<Endpoint>("Bytes", ({ bytes }) => formatSize(bytes)),
    figure<Endpoint>("Sent", ({ sentBytes }) => formatSize(sentBytes)),
    figure<Endpoint>("Received", ({ receivedBytes }) => formatSize(receivedBytes)),
    figure<Endpoint>("Conversations", ({ conversations }) => formatCount(conversations)),
  ];
}

function portsOf(
  hasPorts: boolean,
  heading: string,
  port: (one: Conversation) => number | undefined,
): TrafficColumn[] {
  return hasPorts ? [figure<Conversation>(heading, (one) => String(port(one)))] : [];
}

function startOf({ first }: Conversation, origin: bigint): string {
  return first === undefined ? "" : rounded(formatSeconds(first, origin));
}

function durationOf({ duration }: Conversation): string {
  return duration === undefined ? "" : rounded(formatSeconds(duration, 0n));
}

/** Bits a second, both ways together. */
function rateOf({ rateAB, rateBA }: Conversation): string {
  if (rateAB === undefined || rateBA === undefined) return "";
  return `${formatSize(rateAB + rateBA).replace("B", "bit")}/s`;
}

/** Seconds with three digits: more is not read in a list. */
function rounded(seconds: string): string {
  return seconds.slice(0, -6);
}

function words<One extends Talker>(heading: string, text: Text<One>): TrafficColumn {
  return { heading, isFigure: false, text: text as TrafficColumn["text"] };
}

function figure<One extends Talker>(heading: string, text: Text<One>): TrafficColumn {
  return { heading, isFigure: true, text: text as TrafficColumn["text"] };
}
