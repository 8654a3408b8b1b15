// A button that copies text and says whether that worked.
import { useEffect, useState } from "preact/hooks";
import { CopyIcon } from "./icons.js";

/** How long the outcome is shown, in milliseconds. */
const outcomeShown = 2500;

export interface CopyButtonProps {
  readonly label: string;
  /** Makes the text, when the button is pressed. */
  readonly text: () => string;
}

export function CopyButton({ label, text }: CopyButtonProps) {
  const [outcome, setOutcome] = useState("");
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(""), outcomeShown);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text()).then(
      () => setOutcome("Copied"),
      () => setOutcome("The browser refused to copy"),
    );
  return (
    <span class="copy">
      <span role="status">{outcome}</span>
      <button type="button" class="button button-small" onClick={copy}>
        <CopyIcon /> {label}
      </button>
    </span>
  );
}
