// The packet that is selected.

/** A packet, by its index from 0. A new object asks to show it again, even if it is the same. */
export interface Selection {
  readonly index: number;
}
