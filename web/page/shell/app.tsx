// The page as a whole: the bar at the top and below it what there is to see.
import { useEffect } from "preact/hooks";
import { openLink } from "../capture/open-link.js";
import { type CaptureState, useCapture, type View } from "../capture/use-capture.js";
import { DropOverlay, useFileDrop } from "../parts/drop-zone.js";
import { FailureView } from "../parts/failure-view.js";
import { useFilePicker } from "../parts/file-picker.js";
import { shown } from "../text/shown-text.js";
import { CaptureView } from "./capture-view.js";
import { offerToConsole } from "./console-surface.js";
import { EmptyView } from "./empty-view.js";
import { OpeningView } from "./opening-view.js";
import { TooLargeView } from "./too-large-view.js";
import { Toolbar } from "./toolbar.js";

export function App() {
  const state = useCapture();
  const { view, open, fail } = state;
  const openFile = (file: File) => void open({ name: file.name, source: file });
  const { picker, pick } = useFilePicker(openFile);
  const isOver = useFileDrop(openFile, fail);

  useEffect(() => offerToConsole(state));
  useEffect(() => openLinked(open, fail), [open, fail]);
  useEffect(() => {
    document.title = view.kind === "empty" ? "packetglass" : shown(`${view.name} – packetglass`);
  });
  return (
    <>
      <Toolbar view={view} onPick={pick} onCancel={state.cancel} />
      <main class="page-main">
        <Shown state={state} onPick={pick} />
      </main>
      {picker}
      <DropOverlay visible={isOver} />
    </>
  );
}

function Shown({ state, onPick }: { state: CaptureState; onPick: () => void }) {
  const { view, cancel, open } = state;
  switch (view.kind) {
    case "empty":
      return <EmptyView onPick={onPick} />;
    case "opening":
      return <OpeningView {...view} onCancel={cancel} />;
    case "failed":
      return <Failed view={view} open={open} onPick={onPick} />;
    case "open":
      // Another capture is another view: nothing of the old one, such as a selection, stays.
      return <CaptureView key={view.capture} capture={view.capture} />;
  }
}

interface FailedProps {
  readonly view: Extract<View, { kind: "failed" }>;
  readonly open: CaptureState["open"];
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
function openLinked(open: CaptureState["open"], fail: CaptureState["fail"]): void {
  try {
    const link = openLink(location.href);
    if (link) void open({ name: link.name, source: link.path });
  } catch (reason) {
    fail("The link", { message: (reason as Error).message });
  }
}
