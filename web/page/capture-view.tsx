// An open capture: the packet list, and beside it what is known of one packet and of them all.
import { useRef, useState } from "preact/hooks";
import type { TimeStyle } from "./format-time.js";
import { GoToPacket } from "./go-to-packet.js";
import { IssueButton, IssueList } from "./issue-list.js";
import { PacketList } from "./packet-list.js";
import { PacketView } from "./packet-view.js";
import type { RemoteCapture } from "./remote-capture.js";
import { Summary } from "./summary.js";
import { type Tab, Tabs } from "./tabs.js";
import { TimeSwitch } from "./time-switch.js";

/** A packet, by its index from 0. A new object asks to show it again, even if it is the same. */
export interface Selection {
  readonly index: number;
}

type TabName = "packet" | "capture" | "issues";

export function CaptureView({ capture }: { capture: RemoteCapture }) {
  const [selection, select] = useState<Selection>();
  const [tab, openTab] = useState<TabName>("capture");
  const [timeStyle, setTimeStyle] = useState<TimeStyle>("utc");
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
          <TimeSwitch style={timeStyle} onChange={setTimeStyle} />
          <IssueButton count={capture.summary.issueCount} onOpen={() => openTab("issues")} />
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
          {tab === "packet" && <PacketView capture={capture} index={selection?.index} />}
          {tab === "capture" && <Summary capture={capture} />}
          {tab === "issues" && (
            <IssueList summary={capture.summary} onGo={(index) => select({ index })} />
          )}
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

function tabsOf({ summary }: RemoteCapture): Tab<TabName>[] {
  return [
    { name: "packet", label: "Packet" },
    { name: "capture", label: "Capture" },
    { name: "issues", label: "Issues", count: summary.issueCount },
  ];
}
