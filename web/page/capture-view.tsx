// An open capture: the packet list, and below it what is known of one packet and of them all.

import type { RemoteCapture } from "packetglass/worker";
import { useRef, useState } from "preact/hooks";
import type { TimeStyle } from "./format-time.js";
import { GoToPacket } from "./go-to-packet.js";
import { HierarchyView } from "./hierarchy-view.js";
import { IssueButton, IssueList } from "./issue-list.js";
import { ObjectsView } from "./objects-view.js";
import { PacketList } from "./packet-list.js";
import { PacketView } from "./packet-view.js";
import { type Choice, RadioSwitch } from "./radio-switch.js";
import { Summary } from "./summary.js";
import { type Tab, Tabs } from "./tabs.js";
import { TrafficView } from "./traffic-view.js";
import { useTreeMemory } from "./tree-memory.js";

/** A packet, by its index from 0. A new object asks to show it again, even if it is the same. */
export interface Selection {
  readonly index: number;
}

type TabName =
  | "packet"
  | "capture"
  | "protocols"
  | "conversations"
  | "endpoints"
  | "objects"
  | "issues";

const timeStyles: Choice<TimeStyle>[] = [
  { name: "utc", label: "UTC", title: "Date and time in UTC" },
  { name: "relative", label: "Since first", title: "Seconds since the first packet" },
];

export function CaptureView({ capture }: { capture: RemoteCapture }) {
  const [selection, select] = useState<Selection>();
  const [tab, openTab] = useState<TabName>("capture");
  const [timeStyle, setTimeStyle] = useState<TimeStyle>("utc");
  const memory = useTreeMemory();
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const inspect = (index: number) => {
    select({ index });
    openTab("packet");
  };
  const leavePanel = (event: KeyboardEvent) => {
    if (event.key === "Escape") list.current?.focus();
  };
  return (
    <div class="capture">
      <section class="list-pane" aria-label="Packets">
        <div class="list-bar">
          <GoToPacket length={capture.length} onGo={inspect} />
          <RadioSwitch
            legend="Time"
            choices={timeStyles}
            current={timeStyle}
            onChange={setTimeStyle}
          />
          <IssueButton count={capture.issueCount} onOpen={() => openTab("issues")} />
        </div>
        <PacketList
          capture={capture}
          selection={selection}
          timeStyle={timeStyle}
          gridRef={list}
          onSelect={inspect}
          onEnter={() => focusInside(panel.current)}
        />
      </section>
      <section class="panel" aria-label="Details" ref={panel} onKeyDown={leavePanel}>
        <Tabs tabs={tabsOf(capture)} current={tab} onChange={openTab}>
          {tab === "packet" && (
            <PacketView capture={capture} index={selection?.index} memory={memory} />
          )}
          {tab === "capture" && <Summary capture={capture} />}
          {tab === "protocols" && <HierarchyView capture={capture} />}
          {(tab === "conversations" || tab === "endpoints") && (
            <TrafficView
              key={tab}
              capture={capture}
              list={tab}
              onGo={(index) => select({ index })}
            />
          )}
          {tab === "objects" && (
            <ObjectsView capture={capture} onGo={(index) => select({ index })} />
          )}
          {tab === "issues" && <IssueList capture={capture} onGo={(index) => select({ index })} />}
        </Tabs>
      </section>
    </div>
  );
}

/** Leads to what the current tab scrolls, such as bytes; to the tab itself when nothing does. */
function focusInside(panel: HTMLElement | null): void {
  const find = (selector: string) => panel?.querySelector<HTMLElement>(selector);
  (find(".tab-panel [tabindex='0']") ?? find("[tabindex='0']"))?.focus();
}

function tabsOf({ issueCount }: RemoteCapture): Tab<TabName>[] {
  return [
    { name: "packet", label: "Packet" },
    { name: "capture", label: "Capture" },
    { name: "protocols", label: "Protocols" },
    { name: "conversations", label: "Conversations" },
    { name: "endpoints", label: "Endpoints" },
    { name: "objects", label: "HTTP objects" },
    { name: "issues", label: "Issues", count: issueCount },
  ];
}
