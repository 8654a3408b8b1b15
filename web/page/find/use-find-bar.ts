// Whether the bar that finds packets is open, and the focus in it.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export interface FindBarState {
  readonly isOpen: boolean;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  /** Opens it where it is not, and leads to its field. */
  readonly open: () => void;
  readonly close: () => void;
}

export function useFindBar(): FindBarState {
  const [isOpen, setOpen] = useState(false);
  const fieldRef = useRef<HTMLInputElement>(null);
  // A bar that is only shown again, with its capture, leaves the focus where it is.
  const isAsked = useRef(false);
  const focus = () => {
    if (!isAsked.current || !fieldRef.current) return;
    isAsked.current = false;
    fieldRef.current.focus();
    fieldRef.current.select();
  };
  useLayoutEffect(focus);
  const open = () => {
    isAsked.current = true;
    setOpen(true);
    focus();
  };
  return { isOpen, fieldRef, open, close: () => setOpen(false) };
}
