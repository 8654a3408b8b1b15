// The page as a whole: the bar at the top, the tabs of what is open, and below what there is to see.
import { useEffect, useLayoutEffect } from "preact/hooks";
import { currentOf, type OpenFile, type View } from "../capture/open-files.js";
import { openLink } from "../capture/open-link.js";
import { type FileActions, useOpenFiles } from "../capture/use-open-files.js";
import { DropOverlay, useFileDrop } from "../parts/drop-zone.js";
import { FailureView } from "../parts/failure-view.js";
import { useFilePicker } from "../parts/file-picker.js";
import { shown } from "../text/shown-text.js";
import { CAPTURE_PANEL, CaptureTabs, captureTabId } from "./capture-tabs.js";
import { CaptureView } from "./capture-view.js";
import { offerToConsole } from "./console-surface.js";
import { EmptyView } from "./empty-view.js";
import { OpeningView } from "./opening-view.js";
import { TooLargeView } from "./too-large-view.js";
import { Toolbar } from "./toolbar.js";

export function App() {
  const [all, actions] = useOpenFiles();
  const { files } = all;
  const current = currentOf(all);
  const openFile = (file: File) => void actions.open({ name: file.name, source: file });
  const { picker, pick } = useFilePicker(openFile);
  const isOver = useFileDrop(openFile, actions.fail);
  const hasTabs = files.length > 1;

  useEffect(() => offerToConsole(actions), [actions]);
  useEffect(() => openLinked(actions), [actions]);
  useLayoutEffect(() => {
    document.title = current ? shown(`${current.view.name} – packetglass`) : "packetglass";
  });
  return (
    <>
      <Toolbar
        view={current?.view}
        hasTabs={hasTabs}
        onPick={pick}
        onClose={() => current && actions.close(current.id)}
      />
      {hasTabs && current && (
        <CaptureTabs {...{ files, current }} onShow={actions.show} onClose={actions.close} />
      )}
      <main class="page-main">
        {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: it has the name with the role only. */}
        <div
          id={CAPTURE_PANEL}
          class="page-panel"
          role={hasTabs ? "tabpanel" : undefined}
          aria-labelledby={hasTabs && current ? captureTabId(current.id) : undefined}
        >
          {!current && <EmptyView onPick={pick} />}
          {files.map((file) => (
            <Shown
              key={file.id}
              {...{ file, actions }}
              isCurrent={file === current}
              onPick={pick}
            />
          ))}
        </div>
      </main>
      {picker}
      <DropOverlay visible={isOver} />
    </>
  );
}

interface ShownProps {
  readonly file: OpenFile;
  readonly actions: FileActions;
  readonly isCurrent: boolean;
  readonly onPick: () => void;
}

/** What is seen of a file. A capture that is not shown stays as it is. */
function Shown({ file: { id, view, filter }, actions, isCurrent, onPick }: ShownProps) {
  if (view.kind === "open") {
    const onFilter = (next: typeof filter) => actions.filter(id, next);
    return (
      <CaptureView
        capture={view.capture}
        choice={view.choice}
        {...{ filter, onFilter, isCurrent }}
      />
    );
  }
  if (!isCurrent) return null;
  return view.kind === "opening" ? (
    <OpeningView {...view} onCancel={() => actions.close(id)} />
  ) : (
    <Failed view={view} open={actions.open} onPick={onPick} />
  );
}

interface FailedProps {
  readonly view: Extract<View, { kind: "failed" }>;
  readonly open: FileActions["open"];
  readonly onPick: () => void;
}

function Failed({ view: { name, failure, choice }, open, onPick }: FailedProps) {
  if (failure.code !== "decompressed_too_large" || !choice) {
    return <FailureView {...{ name, failure, onPick }} />;
  }
  const openAnyway = () => void open({ ...choice, maxDecompressed: Number.POSITIVE_INFINITY });
  return <TooLargeView name={name} onOpen={openAnyway} onPick={onPick} />;
}

/** Opens what the page's address asks for. */
function openLinked({ open, fail }: FileActions): void {
  try {
    const link = openLink(location.href);
    if (link) void open({ name: link.name, source: link.path });
  } catch (reason) {
    fail("The link", { message: (reason as Error).message });
  }
}
