// Who talked with whom, or who talked at all: per layer, sorted, only the rows in sight exist.
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot keep its rows in a moving layer.
// biome-ignore-all lint/a11y/useFocusableInteractive: nothing here answers keys but the scroll bar.

import type { ConversationOrder, ListLayer, ListPart } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";
import { useState } from "preact/hooks";
import { useAnswer } from "../capture/use-answer.js";
import { useRows } from "../capture/use-rows.js";
import { useFilterMenu } from "../filter/filter-menu.js";
import { filterOfConversation, filterOfEndpoint } from "../filter/filter-text.js";
import { FailureText } from "../parts/failure-view.js";
import { type Choice, RadioSwitch } from "../parts/radio-switch.js";
import { useVirtualScroll } from "../parts/use-virtual-scroll.js";
import { VirtualRows, visibleRows } from "../parts/virtual-rows.js";
import { formatQuantity } from "../text/format-number.js";
import { type FollowedOne, FollowView } from "./follow-view.js";
import type { Talker } from "./traffic-columns.js";
import { conversationColumns, endpointColumns, type TrafficColumn } from "./traffic-columns.js";
import type { ViewProps } from "./view.js";

/** In CSS pixels; traffic.css draws the rows as high. */
const rowHeight = 24;

const layers: Choice<ListLayer>[] = [
  { name: "ethernet", label: "Ethernet" },
  { name: "wlan", label: "802.11" },
  { name: "ip", label: "IP" },
  { name: "tcp", label: "TCP" },
  { name: "udp", label: "UDP" },
  { name: "sctp", label: "SCTP" },
];

/** Endpoints have no times. */
const sorts: Choice<ConversationOrder>[] = [
  { name: "bytes", label: "Bytes", title: "Most bytes first" },
  { name: "packets", label: "Packets", title: "Most packets first" },
  { name: "first", label: "Start", title: "Earliest first" },
  { name: "duration", label: "Duration", title: "Longest first" },
];

type List = "conversations" | "endpoints";

/** A part of what is listed. */
function partOf(
  { capture, list, layer, sort }: Listed,
  from: number,
  to: number,
): Promise<ListPart<Talker>> {
  if (list === "conversations") return capture.conversationsBy(layer, sort, from, to);
  return capture.endpointsBy(layer, sort === "packets" ? sort : "bytes", from, to);
}

interface Listed {
  readonly capture: RemoteCapture;
  readonly list: List;
  readonly layer: ListLayer;
  readonly sort: ConversationOrder;
}

/** A list as it was when it was asked for: a capture that grows has another one later. */
interface Counted extends Listed {
  readonly length: number;
}

async function countedOf(listed: Listed): Promise<Counted> {
  const { length } = await partOf(listed, 0, 0);
  return { ...listed, length };
}

export function ConversationsView(props: ViewProps) {
  return <TrafficView {...props} list="conversations" />;
}

export function EndpointsView(props: ViewProps) {
  return <TrafficView {...props} list="endpoints" />;
}

function TrafficView({ capture, list, onGo }: ViewProps & { readonly list: List }) {
  const [followed, follow] = useState<FollowedOne>();
  const [layer, setLayer] = useState<ListLayer>("ip");
  const [sort, setSort] = useState<ConversationOrder>("bytes");
  const ask = () => countedOf({ capture, list, layer, sort });
  const { value, failure } = useAnswer(ask, capture, `${layer} ${sort}`);
  if (followed) {
    const goBack = () => follow(undefined);
    return <FollowView {...{ capture, followed, onGo }} onBack={goBack} />;
  }
  return (
    <div class="traffic">
      <div class="traffic-bar">
        <RadioSwitch legend="Layer" choices={layers} current={layer} onChange={setLayer} />
        <RadioSwitch
          legend="Sort by"
          choices={list === "endpoints" ? sorts.slice(0, 2) : sorts}
          current={sort}
          onChange={setSort}
        />
        {value && <span class="quiet">{formatQuantity(value.length, nameOf(list))}</span>}
      </div>
      {failure && <FailureText failure={failure} />}
      {value && (
        <TrafficTable key={`${value.layer} ${value.sort}`} counted={value} onFollow={follow} />
      )}
    </div>
  );
}

interface TrafficTableProps {
  readonly counted: Counted;
  readonly onFollow: (followed: FollowedOne) => void;
}

function TrafficTable({ counted, onFollow }: TrafficTableProps) {
  const { capture, list, layer, length } = counted;
  const scroll = useVirtualScroll(length, rowHeight);
  const fetch = async (from: number, to: number) => (await partOf(counted, from, to)).rows;
  const { row, failure } = useRows(counted, length, fetch, visibleRows(scroll));
  const columns = columnsOf(list, layer);
  const origin = capture.firstTimestamp ?? 0n;
  if (failure) return <FailureText failure={failure} />;
  if (length === 0) return <p class="nothing">There are no {nameOf(list)}s of this layer.</p>;
  const renderRow = (index: number, slot: number) => (
    <TrafficRow key={slot} {...{ index, columns, origin, layer, onFollow }} talker={row(index)} />
  );
  return (
    <div
      class={`traffic-table traffic-${list} ${hasPorts(layer) ? "with-ports" : ""}`}
      role="table"
      aria-label={`${nameOf(list)}s`}
      aria-rowcount={length + 1}
    >
      <div class="traffic-head" role="rowgroup">
        <div class="traffic-row" role="row" aria-rowindex={1}>
          {columns.map(({ heading, isFigure }) => (
            <span key={heading} role="columnheader" class={isFigure ? "cell figure" : "cell"}>
              {heading}
            </span>
          ))}
        </div>
      </div>
      <VirtualRows scroll={scroll} class="traffic-rows" role="rowgroup" renderRow={renderRow} />
    </div>
  );
}

interface TrafficRowProps {
  readonly index: number;
  readonly talker: Talker | undefined;
  readonly columns: readonly TrafficColumn[];
  readonly origin: bigint;
  readonly layer: ListLayer;
  readonly onFollow: TrafficTableProps["onFollow"];
}

function TrafficRow({ index, talker, columns, origin, layer, onFollow }: TrafficRowProps) {
  const followed = followedOf(talker, layer);
  const offer = useFilterMenu();
  return (
    <div
      class="traffic-row"
      role="row"
      aria-rowindex={index + 2}
      onContextMenu={(event) => offer(talker && filterOf(talker, layer), event)}
    >
      {columns.map(({ heading, isFigure, text }) => (
        <span key={heading} role="cell" class={isFigure ? "cell figure" : "cell"}>
          {talker ? text(talker, origin) : "…"}
        </span>
      ))}
      {talker && (
        <span class="row-links">
          {followed && (
            <button type="button" class="link follow-link" onClick={() => onFollow(followed)}>
              Follow
            </button>
          )}
          <button
            type="button"
            class="link"
            onClick={(event) => offer(filterOf(talker, layer), event)}
          >
            Filter
          </button>
        </span>
      )}
    </div>
  );
}

function filterOf(talker: Talker, layer: ListLayer): string | undefined {
  return "address" in talker
    ? filterOfEndpoint(talker, layer)
    : filterOfConversation(talker, layer);
}

/** What is needed to follow a conversation; nothing where it cannot be. */
function followedOf(talker: Talker | undefined, layer: ListLayer): FollowedOne | undefined {
  if (!talker || !("stream" in talker) || talker.stream === undefined) return undefined;
  if (layer !== "tcp" && layer !== "udp" && layer !== "sctp") return undefined;
  return { conversation: talker, name: { layer, stream: talker.stream } };
}

function columnsOf(list: List, layer: ListLayer): readonly TrafficColumn[] {
  return (list === "conversations" ? conversationColumns : endpointColumns)(hasPorts(layer));
}

function hasPorts(layer: ListLayer): boolean {
  return layer === "tcp" || layer === "udp" || layer === "sctp";
}

function nameOf(list: List): string {
  return list.slice(0, -1);
}
