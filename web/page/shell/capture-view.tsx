// An open capture: the packet list, and below it what is known of one packet and of them all.

import type { RemoteCapture } from "packetglass/worker";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Filter } from "../capture/address.js";
import type { Choice as Source } from "../capture/obtain-source.js";
import { FilterBar } from "../filter/filter-bar.js";
import { FilterMenu } from "../filter/filter-menu.js";
import { useFilter } from "../filter/use-filter.js";
import { FindBar } from "../find/find-bar.js";
import { FindKeys } from "../find/find-keys.js";
import { useFind } from "../find/use-find.js";
import { useFindBar } from "../find/use-find-bar.js";
import { GoToPacket } from "../list/go-to-packet.js";
import { newListMemory } from "../list/list-memory.js";
import { MarkTools } from "../list/mark-tools.js";
import { PacketList } from "../list/packet-list.js";
import type { Selection } from "../list/selection.js";
import { TimeSelect } from "../list/time-select.js";
import { useMarks } from "../list/use-marks.js";
import { useTimeDisplay } from "../list/use-time-display.js";
import { useTreeMemory } from "../packet/tree-memory.js";
import { FindIcon, SaveIcon } from "../parts/icons.js";
import { type Tab, Tabs } from "../parts/tabs.js";
import { SaveDialog } from "../save/save-dialog.js";
import { IssueButton } from "../views/issue-list.js";
import type { View } from "../views/view.js";
import { type ViewName, views } from "../views/views.js";

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
  const filtering = useFilter(capture, filter);
  const { listing } = filtering;
  const [draft, setDraft] = useState(filter);
  // One that was applied elsewhere stands in the bar.
  useEffect(() => setDraft(filter), [filter]);
  const memory = useTreeMemory();
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const listMemory = useMemo(newListMemory, []);
  const inspect = (index: number) => {
    select({ index });
    show("packet");
  };
  const time = useTimeDisplay(capture);
  const { marks, ...marking } = useMarks(listing, selection?.index, inspect);
  const finding = useFind(capture, listing, selection?.index, inspect);
  const findBar = useFindBar();
  if (!isCurrent) return null;
  const leaveFind = () => {
    findBar.close();
    finding.stop();
    list.current?.focus();
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
            <TimeSelect current={time.display.style} onChange={time.choose} />
            <button
              type="button"
              class="button button-small"
              title="Find a packet (Ctrl+F in the list)"
              onClick={findBar.open}
            >
              <FindIcon /> <span class="button-text">Find</span>
            </button>
            <button
              type="button"
              class="button button-small"
              title="Save packets to a file"
              onClick={() => setSaving(true)}
            >
              <SaveIcon /> <span class="button-text">Save</span>
            </button>
            <MarkTools marks={marks} actions={marking} />
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
          {findBar.isOpen && (
            <FindBar finding={finding} fieldRef={findBar.fieldRef} onClose={leaveFind} />
          )}
          <FindKeys finding={finding} onOpen={findBar.open} />
          <PacketList
            capture={capture}
            listing={listing}
            selection={selection}
            time={time.display}
            marks={marks}
            actions={{ ...marking, setReference: time.setReference }}
            memory={listMemory}
            gridRef={list}
            onSelect={inspect}
            onEnter={() => focusInside(panel.current)}
            onFind={findBar.open}
            onTimeStyle={time.choose}
          />
        </section>
        <section class="panel" aria-label="Details" ref={panel} onKeyDown={leavePanel}>
          <Tabs tabs={tabsOf(capture)} current={current} onChange={show}>
            <Current
              capture={capture}
              choice={choice}
              listing={listing}
              filter={filter}
              index={selection?.index}
              memory={memory}
              onGo={(index) => select({ index })}
            />
          </Tabs>
        </section>
        {isSaving && <SaveDialog {...{ choice, filter, marks }} onClose={() => setSaving(false)} />}
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
