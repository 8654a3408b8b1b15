// The files that are open, as tabs: arrows move between them, Delete closes one.

import type { Progress } from "packetglass";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { OpenFile, View } from "../capture/open-files.js";
import { CloseButton } from "../parts/close-button.js";
import { WarningIcon } from "../parts/icons.js";
import { nameAt } from "../parts/tabs.js";

/** The id of the element that shows the current one. */
export const CAPTURE_PANEL = "capture-panel";

/** The id of the tab of a file. */
export function captureTabId(id: number): string {
  return `capture-tab-${id}`;
}

export interface CaptureTabsProps {
  readonly files: readonly OpenFile[];
  readonly current: OpenFile;
  readonly onShow: (id: number) => void;
  readonly onClose: (id: number) => void;
}

export function CaptureTabs({ files, current, onShow, onClose }: CaptureTabsProps) {
  const takesFocus = useRef(false);
  const close = (id: number) => {
    takesFocus.current = true;
    onClose(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const ids = files.map(({ id }) => id);
    const next = nameAt(ids, current.id, event.key);
    if (next === undefined && event.key !== "Delete") return;
    event.preventDefault();
    if (next === undefined) return close(current.id);
    takesFocus.current = true;
    onShow(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current tab is another, or elsewhere.
  useLayoutEffect(() => {
    const tab = document.getElementById(captureTabId(current.id));
    tab?.parentElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (takesFocus.current) tab?.focus();
    takesFocus.current = false;
  }, [current.id, files.length]);
  return (
    <div class="capture-tabs" role="tablist" aria-label="Captures" onKeyDown={onKeyDown}>
      {files.map((file) => (
        <CaptureTab
          key={file.id}
          file={file}
          isCurrent={file === current}
          onShow={() => onShow(file.id)}
          onClose={() => close(file.id)}
        />
      ))}
    </div>
  );
}

interface CaptureTabProps {
  readonly file: OpenFile;
  readonly isCurrent: boolean;
  readonly onShow: () => void;
  readonly onClose: () => void;
}

function CaptureTab({ file: { id, view }, isCurrent, onShow, onClose }: CaptureTabProps) {
  const { name } = view;
  return (
    <div
      class={`capture-tab ${isCurrent ? "capture-tab-current" : ""}`}
      role="presentation"
      // The middle button of the mouse closes tabs everywhere.
      onAuxClick={({ button }) => button === 1 && onClose()}
    >
      <button
        type="button"
        class="capture-tab-name"
        role="tab"
        id={captureTabId(id)}
        aria-selected={isCurrent}
        aria-controls={CAPTURE_PANEL}
        tabIndex={isCurrent ? 0 : -1}
        title={name}
        onClick={onShow}
      >
        {view.kind === "failed" && <WarningIcon />}
        <span class="capture-tab-text">{name}</span>
        <Read view={view} />
      </button>
      <CloseButton name={name} isReached={isCurrent} onClose={onClose} />
    </div>
  );
}

/** How much of it was read, while it is. */
function Read({ view }: { view: View }) {
  const progress = progressOf(view);
  if (!progress) return null;
  const { bytesRead, bytesTotal } = progress;
  const percent = Math.floor((100 * bytesRead) / Math.max(1, bytesTotal));
  return <span class="capture-tab-read">{percent} %</span>;
}

function progressOf(view: View): Progress | undefined {
  if (view.kind === "opening") return view.progress;
  return view.kind === "open" ? view.reading : undefined;
}
