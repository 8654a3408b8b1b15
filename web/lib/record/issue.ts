// What is wrong in a capture although reading went on.

/** How bad an {@link Issue} is: worth knowing, doubtful, or something was lost. */
export type Severity = "note" | "warning" | "error";

/** One thing found wrong at one offset of the source. */
export interface Issue {
  /** A stable word for the kind of issue, made for programs. */
  readonly kind: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** Where it is, in bytes from the start of the source. */
  readonly offset: number;
  /** Number of the packet it belongs to, from 1; 0 where it belongs to none. */
  readonly packet: number;
  /** One plain sentence. */
  readonly message: string;
}
