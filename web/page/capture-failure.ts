// Why a capture could not be opened or asked, as the page and its worker pass it on.

/** What crosses from the worker to the page: an `Error` would lose its code on the way. */
export interface Failure {
  readonly message: string;
  /** A `CaptureErrorCode` of the package, or `cancelled`. */
  readonly code?: string;
  /** Where in the file, in bytes, when it is at a place. */
  readonly offset?: number;
}

/** A failure thrown. */
export class CaptureFailure extends Error implements Failure {
  override readonly name = "CaptureFailure";
  readonly code?: string;
  readonly offset?: number;

  constructor({ message, code, offset }: Failure) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}
