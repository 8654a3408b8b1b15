// Keys that do something: "Ctrl+G", "Ctrl+Shift+N", "F3", "M".
import { useEffect, useRef } from "preact/hooks";

/** Calls the latest `act` for these keys wherever the focus is, in the place of what the browser would do. */
export function useShortcut(keys: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // What has the focus may have a use of its own for them.
      if (event.defaultPrevented || !isShortcut(event, keys)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [keys]);
}

/** Whether these are the keys, and no other is held; Ctrl is ⌘ too. */
export function isShortcut(event: KeyboardEvent, keys: string): boolean {
  const names = keys.split("+");
  const key = names.pop() ?? "";
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const held = { Ctrl: ctrlKey || metaKey, Alt: altKey, Shift: shiftKey };
  const isHeld = Object.entries(held).every(([name, is]) => is === names.includes(name));
  // Keyboards without Latin letters, and Alt on some, have another sign there.
  const isLatin = /^[a-z]$/i.test(event.key);
  const isKey =
    event.key.toLowerCase() === key.toLowerCase() || (!isLatin && event.code === `Key${key}`);
  return isHeld && isKey;
}
