// A compressed file of which so much comes that the page asks before it goes on.
import { WarningIcon } from "../parts/icons.js";

export interface TooLargeViewProps {
  readonly name: string;
  readonly onOpen: () => void;
  readonly onPick: () => void;
}

export function TooLargeView({ name, onOpen, onPick }: TooLargeViewProps) {
  return (
    <section class="card failure" role="alert">
      <h2 class="file-name">
        <WarningIcon /> {name} decompresses to more than 1 GiB
      </h2>
      <p class="failure-message">
        That is over 100 times its own size. Hardly any capture is like that, but a file that was
        made to fill a disk is. Open it anyway?
      </p>
      <p class="failure-choices">
        <button type="button" class="button" onClick={onOpen}>
          Open it anyway
        </button>
        <button type="button" class="button button-main" onClick={onPick}>
          Choose another file
        </button>
      </p>
    </section>
  );
}
