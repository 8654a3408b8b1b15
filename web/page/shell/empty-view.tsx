// What is seen before a file is open: what the page opens, and how.
import { OpenIcon } from "../parts/icons.js";

export function EmptyView({ onPick }: { onPick: () => void }) {
  return (
    <section class="card empty" aria-label="Open a capture">
      <Picture />
      <h2>Drop a packet capture here</h2>
      <p>
        It opens pcap files as tcpdump and Wireshark write them, with times in microseconds or
        nanoseconds, of any size.
      </p>
      <button type="button" class="button button-main" onClick={onPick}>
        <OpenIcon /> Choose a file
      </button>
      <p class="quiet">The file is read in this tab and never uploaded.</p>
    </section>
  );
}

/** Packets of different lengths under a glass. */
function Picture() {
  return (
    <svg class="empty-picture" viewBox="0 0 120 96" aria-hidden="true" focusable="false">
      <path class="empty-packets" d="M16 14h64M16 25h38M16 36h52M16 47h22M16 58h46M16 69h58" />
      <circle cx="72" cy="46" r="24" />
      <path d="M89.5 63.5 108 82" />
    </svg>
  );
}
