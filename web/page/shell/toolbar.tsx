// The bar at the top: what is open, and what can be done whatever is open.
import { useState } from "preact/hooks";
import type { View } from "../capture/open-files.js";
import { CloseButton } from "../parts/close-button.js";
import { MarkIcon, MoonIcon, OpenIcon, SunIcon } from "../parts/icons.js";
import { currentTheme, toggleTheme } from "../parts/theme.js";
import { formatQuantity, formatSize } from "../text/format-number.js";

interface ToolbarProps {
  /** What is shown; undefined where nothing is open. */
  readonly view: View | undefined;
  /** Whether tabs close what is open. */
  readonly hasTabs: boolean;
  readonly onPick: () => void;
  readonly onClose: () => void;
}

export function Toolbar({ view, hasTabs, onPick, onClose }: ToolbarProps) {
  return (
    <header class="toolbar">
      <h1 class="brand">
        <MarkIcon /> packetglass
      </h1>
      <Opened view={view} onClose={hasTabs ? undefined : onClose} />
      {view?.kind === "open" && <Reading view={view} onCancel={onClose} />}
      <button type="button" class="button" onClick={onPick} title="Open files (Ctrl+O)">
        <OpenIcon /> <span class="button-text">Open file</span>
      </button>
      <ThemeButton />
    </header>
  );
}

type OpenView = Extract<View, { kind: "open" }>;

interface OpenedProps {
  readonly view: View | undefined;
  /** Absent where it is closed elsewhere. */
  readonly onClose: (() => void) | undefined;
}

function Opened({ view, onClose }: OpenedProps) {
  if (view?.kind !== "open") return <p class="opened" />;
  const { length, size } = view.capture;
  return (
    <p class="opened">
      <strong class="opened-name" title={view.name}>
        {view.name}
      </strong>
      <span class="opened-size">
        {formatQuantity(length, "packet")} · {formatSize(size)}
      </span>
      {onClose && !view.reading && <CloseButton name={view.name} onClose={onClose} />}
    </p>
  );
}

/** How far an open capture was read, while it is; or why the rest of it cannot be. */
function Reading({ view, onCancel }: { view: OpenView; onCancel: () => void }) {
  const { reading, failure } = view;
  if (failure) {
    return (
      <p class="reading failure-message" role="alert">
        Not all of it could be read: {failure.message}
      </p>
    );
  }
  if (!reading) return null;
  return (
    <p class="reading">
      <progress aria-label="Bytes read" max={reading.bytesTotal} value={reading.bytesRead} />
      <button type="button" class="button" onClick={onCancel}>
        Cancel
      </button>
    </p>
  );
}

function ThemeButton() {
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      class="button button-square"
      aria-label={`Change to ${other}`}
      title={`Change to ${other}`}
      onClick={() => setTheme(toggleTheme())}
    >
      {theme === "dark" ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
