// A view of an open capture: what a tab next to the list of packets shows.

import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import type { ComponentType } from "preact";
import type { Filter } from "../capture/address.js";
import type { Choice } from "../capture/obtain-source.js";
import type { TreeMemory } from "../packet/tree-memory.js";

/** What a view is given. */
export interface ViewProps {
  readonly capture: RemoteCapture;
  /** What it was opened from. */
  readonly choice: Choice;
  /** The packets that are shown: so far, while `listing.growing`. */
  readonly listing: RemoteListing;
  /** The filter that is applied. */
  readonly filter: Filter;
  /** Index of the selected packet from 0; undefined while none is. */
  readonly index: number | undefined;
  /** What is unfolded in packets, from one packet to the next. */
  readonly memory: TreeMemory;
  /** Called with the index, from 0, of a packet to select in the list. */
  readonly onGo: (index: number) => void;
}

export interface View {
  /** By which it is known, in the page and in its tests. */
  readonly name: string;
  /** What its tab says. */
  readonly label: string;
  /** What its tab counts, where it does. */
  readonly count?: (capture: RemoteCapture) => number;
  readonly component: ComponentType<ViewProps>;
}
