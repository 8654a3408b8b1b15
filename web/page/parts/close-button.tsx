// A small button that closes something.
import { CloseIcon } from "./icons.js";

export interface CloseButtonProps {
  /** What it closes. */
  readonly name: string;
  /** What it does with it; by default it closes it. */
  readonly verb?: string;
  /** Whether the Tab key leads to it; by default it does. */
  readonly isReached?: boolean;
  readonly onClose: () => void;
}

export function CloseButton({ name, verb = "Close", isReached = true, onClose }: CloseButtonProps) {
  return (
    <button
      type="button"
      class="close"
      aria-label={`${verb} ${name}`}
      title={verb}
      tabIndex={isReached ? 0 : -1}
      onClick={onClose}
    >
      <CloseIcon />
    </button>
  );
}
