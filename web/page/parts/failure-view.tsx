// A file that could not be opened: why, and where in the file.
import type { Failure } from "../capture/capture-failure.js";
import { formatCount } from "../text/format-number.js";
import { WarningIcon } from "./icons.js";

export interface FailureViewProps {
  readonly name: string;
  readonly failure: Failure;
  readonly onPick: () => void;
}

export function FailureView({ name, failure, onPick }: FailureViewProps) {
  return (
    <section class="card failure" role="alert">
      <h2 class="file-name">
        <WarningIcon /> {name} could not be opened
      </h2>
      <FailureText failure={failure} />
      <button type="button" class="button button-main" onClick={onPick}>
        Choose another file
      </button>
    </section>
  );
}

/** The message, and below it the code and the byte offset where there are any. */
export function FailureText({ failure: { message, code, offset } }: { failure: Failure }) {
  return (
    <>
      <p class="failure-message">{message}</p>
      <p class="failure-position">
        {code && <code>{code}</code>}
        {offset !== undefined && <span>at byte offset {formatCount(offset)}</span>}
      </p>
    </>
  );
}
