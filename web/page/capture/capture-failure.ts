// Why a capture could not be opened or asked, as the page shows it.

/** What the page shows of an error: a `CaptureError` of the package is one. */
export interface Failure {
  readonly message: string;
  /** A `CaptureErrorCode` of the package, or a code of the page. */
  readonly code?: string | undefined;
  /** Where in the file, in bytes; absent where it has no offset. */
  readonly offset?: number | undefined;
}

/** A failure of the page's own. */
export class CaptureFailure extends Error implements Failure {
  override readonly name = "CaptureFailure";
  readonly code?: string | undefined;

  constructor({ message, code }: Failure) {
    super(message);
    this.code = code;
  }
}

/** What to show of something that was thrown. */
export function failureOf(reason: unknown): Failure {
  const { message, code, offset } = Object(reason) as Partial<Failure>;
  return { message: message ?? String(reason), code, offset };
}
