// Choosing files: with the button, or with Ctrl+O from anywhere.
import { useRef } from "preact/hooks";
import { useShortcut } from "./use-shortcut.js";

/** The (invisible) file field to render once, and the function that opens the browser's dialog. */
export function useFilePicker(onFile: (file: File) => void) {
  const field = useRef<HTMLInputElement>(null);
  const pick = () => field.current?.click();
  useShortcut("Ctrl+O", pick);
  const take = () => {
    const files = [...(field.current?.files ?? [])];
    if (field.current) field.current.value = ""; // So that the same file can be chosen again.
    for (const file of files) onFile(file);
  };
  const picker = (
    <input
      class="hidden"
      type="file"
      multiple
      aria-label="Capture files"
      ref={field}
      onChange={take}
    />
  );
  return { picker, pick };
}
