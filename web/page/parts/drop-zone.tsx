// Dropping files anywhere on the page.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Failure } from "../capture/capture-failure.js";

type OnFile = (file: File) => void;
type OnRefused = (name: string, failure: Failure) => void;

/** Takes the files dropped on the window; returns whether some are being held over it. */
export function useFileDrop(onFile: OnFile, onRefused: OnRefused): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef((_drop: DataTransfer) => {});
  take.current = (drop) => takeDrop(drop, onFile, onRefused);
  useEffect(() => listen(setOver, (drop) => take.current(drop)), []);
  return isOver;
}

/** Shows where the file would go; it never takes part in the drop itself. */
export function DropOverlay({ visible }: { visible: boolean }) {
  if (!visible) return null;
  return (
    <div class="drop-overlay" aria-hidden="true">
      <p>Drop the capture to open it</p>
    </div>
  );
}

function listen(setOver: (isOver: boolean) => void, take: (drop: DataTransfer) => void) {
  const listeners = {
    dragover: (event: DragEvent) => forFiles(event, () => setOver(true)),
    // The pointer entering another element also leaves one: only leaving the window has no target.
    dragleave: (event: DragEvent) => event.relatedTarget ?? setOver(false),
    drop: (event: DragEvent) => {
      setOver(false);
      forFiles(event, take);
    },
  };
  const entries = Object.entries(listeners) as [string, EventListener][];
  for (const [type, listener] of entries) addEventListener(type, listener);
  return () => {
    for (const [type, listener] of entries) removeEventListener(type, listener);
  };
}

/** Only files are taken: text dragged into a field stays the browser's. */
function forFiles(event: DragEvent, act: (drop: DataTransfer) => void): void {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  act(event.dataTransfer);
}

function takeDrop(drop: DataTransfer, onFile: OnFile, onRefused: OnRefused): void {
  // What a drop has is there for this turn only.
  const items = [...drop.items].filter(({ kind }) => kind === "file");
  for (const item of items) {
    const file = item.getAsFile();
    if (!file) continue;
    if (!item.webkitGetAsEntry()?.isDirectory) onFile(file);
    else onRefused(file.name, { message: "This is a folder. Drop a file." });
  }
}
