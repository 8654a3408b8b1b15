// An open capture: the packet list, and below it what is known of one packet and of them all.

import type { RemoteCapture } from "packetglass/worker";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Filter } from "../capture/address.js";
import type { Choice as Source } from "../capture/obtain-source.js";
import { FilterBar } from "../filter/filter-bar.js";
import { FilterMenu } from "../filter/filter-menu.js";
import { useFilter } from "../filter/use-filter.js";
import { GoToPacket } from "../list/go-to-packet.js";
import { newListMemory } from "../list/list-memory.js";
import { PacketList } from "../list/packet-list.js";
import type { Selection } from "../list/selection.js";
import { useTreeMemory } from "../packet/tree-memory.js";
import { SaveIcon } from "../parts/icons.js";
import { type Choice, RadioSwitch } from "../parts/radio-switch.js";
import { type Tab, Tabs } from "../parts/tabs.js";
import { SaveDialog } from "../save/save-dialog.js";
import type { TimeStyle } from "../text/format-time.js";
import { IssueButton } from "../views/issue-list.js";
import type { View } from "../views/view.js";
import { type ViewName, views } from "../views/views.js";

const timeStyles: Choice<TimeStyle>[] = [
  { name: "utc", label: "UTC", title: "Date and time in UTC" },
  { name: "relative", label: "Since first", title: "Seconds since the first packet" },
];

export interface CaptureViewProps {
  readonly capture: RemoteCapture;
  /** What it was opened from. */
  readonly choice: Source;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  /** One that is not shown keeps its filter, its selection and its view. */
  readonly isCurrent: boolean;
}

export function CaptureView(props: CaptureViewProps) {
  const { capture, choice, filter, onFilter, isCurrent } = props;
  const [isSaving, setSaving] = useState(false);
  const [selection, select] = useState<Selection>();
  const [current, show] = useState<ViewName>("capture");
  const [timeStyle, setTimeStyle] = useState<TimeStyle>("utc");
  const filtering = useFilter(capture, filter);
  const [draft, setDraft] = useState(filter);
  // One that was applied elsewhere stands in the bar.
  useEffect(() => setDraft(filter), [filter]);
  const memory = useTreeMemory();
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const listMemory = useMemo(newListMemory, []);
  if (!isCurrent) return null;
  const inspect = (index: number) => {
    select({ index });
    show("packet");
  };
  const leavePanel = (event: KeyboardEvent) => {
    if (event.key === "Escape") list.current?.focus();
  };
  const { component: Current } = viewOf(current);
  return (
    <FilterMenu
      present={filter.language === "display" ? filter.text : ""}
      onApply={(text) => onFilter({ language: "display", text })}
    >
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
            <button
              type="button"
              class="button button-small"
              title="Save packets to a file"
              onClick={() => setSaving(true)}
            >
              <SaveIcon /> <span class="button-text">Save</span>
            </button>
            <IssueButton count={capture.issueCount} onOpen={() => show("issues")} />
          </div>
          <FilterBar
            capture={capture}
            applied={filter}
            onApply={onFilter}
            draft={draft}
            onDraft={setDraft}
            filtering={filtering}
          />
          <PacketList
            capture={capture}
            listing={filtering.listing}
            selection={selection}
            timeStyle={timeStyle}
            memory={listMemory}
            gridRef={list}
            onSelect={inspect}
            onEnter={() => focusInside(panel.current)}
          />
        </section>
        <section class="panel" aria-label="Details" ref={panel} onKeyDown={leavePanel}>
          <Tabs tabs={tabsOf(capture)} current={current} onChange={show}>
            <Current
              capture={capture}
              choice={choice}
              index={selection?.index}
              memory={memory}
              onGo={(index) => select({ index })}
            />
          </Tabs>
        </section>
        {isSaving && <SaveDialog {...{ choice, filter }} onClose={() => setSaving(false)} />}
      </div>
    </FilterMenu>
  );
}

/** Leads to what the current tab scrolls, such as bytes; to the tab itself when nothing does. */
function focusInside(panel: HTMLElement | null): void {
  const find = (selector: string) => panel?.querySelector<HTMLElement>(selector);
  (find(".tab-panel [tabindex='0']") ?? find("[tabindex='0']"))?.focus();
}

function tabsOf(capture: RemoteCapture): Tab<ViewName>[] {
  return views.map(({ name, label, count }: View & { name: ViewName }) => ({
    name,
    label,
    count: count?.(capture),
  }));
}

function viewOf(name: ViewName): View {
  return views.find((view) => view.name === name) ?? views[0];
}
