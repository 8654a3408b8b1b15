// Choosing a file: with the button, or with Ctrl+O from anywhere.
import { useRef } from "preact/hooks";
import { useShortcut } from "./use-shortcut.js";

/** The (invisible) file field to render once, and the function that opens the browser's dialog. */
export function useFilePicker(onFile: (file: File) => void) {
  const field = useRef<HTMLInputElement>(null);
  const pick = () => field.current?.click();
  useShortcut("o", pick);
  const take = () => {
    const file = field.current?.files?.[0];
    if (!file || !field.current) return;
    field.current.value = ""; // So that the same file can be chosen again.
    onFile(file);
  };
  const picker = (
    <input class="hidden" type="file" aria-label="Capture file" ref={field} onChange={take} />
  );
  return { picker, pick };
}
