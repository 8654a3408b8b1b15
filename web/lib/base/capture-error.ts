// The error this package throws when a capture cannot be read or written.

/**
 * Why it could not be done.
 *
 * - `empty`: the source has no bytes
 * - `unknown_format`: the source is not a capture of a known format
 * - `truncated_file_header`: the source ends within the header of the file
 * - `out_of_memory`: there is not enough memory: only this capture, or what reads or writes it, has
 *   failed, and cannot be asked any more where the core ran out of it
 * - `limit_reached`: something has more of it than this package holds; its message says of what
 * - `core_failed`: the core has failed, which is a fault of this package: only this capture, or what
 *   reads or writes it, cannot be asked any more; `cause` says how
 * - `closed`: the capture, or what writes one, was closed
 * - `source_changed`: the source is not what it was when it was opened: it is shorter, the file was
 *   written over, or the server has another resource there
 * - `io`: the source could not be read, or what is written not be written; `cause` says why
 * - `unsupported_source`: a source that cannot be read here, such as a path in a browser
 * - `compressed_data_damaged`: the source is compressed, and nothing of it can be decompressed; or a
 *   body is, and it is damaged or not all there
 * - `damaged`: something cannot be read, and the reading is strict
 * - `link_type_mismatch`: a packet of another link type than the file that is written
 * - `time_out_of_range`: a time that the format that is written cannot hold
 * - `packet_too_large`: a packet that the format that is written cannot hold
 * - `length_mismatch`: a packet with more captured bytes than it had on the wire
 * - `unsupported`: something that the format that is written does not have, or a coding of a body
 *   that is not known here
 * - `decompressed_too_large`: much more comes of a compressed source, or of a body, than is usual:
 *   see the option `maxDecompressed`
 * - `body_too_large`: a body that would become larger than is allowed when it is decoded
 * - `no_summary`: the capture was opened without `summary: true`
 * - `invalid_filter`: a filter that cannot be understood, or that cannot be asked here: `offset` is where in
 *   its text, in UTF-16 units, where that is known
 * - `spill_failed`: a capture that cannot be kept in a temporary file, decompressed or streamed
 */
export type CaptureErrorCode =
  | "empty"
  | "unknown_format"
  | "truncated_file_header"
  | "out_of_memory"
  | "limit_reached"
  | "core_failed"
  | "closed"
  | "source_changed"
  | "io"
  | "unsupported_source"
  | "compressed_data_damaged"
  | "damaged"
  | "link_type_mismatch"
  | "time_out_of_range"
  | "packet_too_large"
  | "length_mismatch"
  | "unsupported"
  | "decompressed_too_large"
  | "body_too_large"
  | "no_summary"
  | "invalid_filter"
  | "spill_failed";

/** A capture cannot be read or written, or not any more. Its message is for people, its code for programs. */
export class CaptureError extends Error {
  /** Always the same. */
  override readonly name = "CaptureError";
  /** Why it could not be done. */
  readonly code: CaptureErrorCode;
  /** Where in the source, in bytes; undefined where the error has no offset. */
  readonly offset: number | undefined;

  /** @param at where in the source, in bytes, and the error that led to this one */
  constructor(
    code: CaptureErrorCode,
    message: string,
    at: { offset?: number; cause?: unknown } = {},
  ) {
    super(message, "cause" in at ? { cause: at.cause } : undefined);
    this.code = code;
    this.offset = at.offset;
    forgetStack(this);
  }
}

/**
 * @internal Until somebody asks for its stack, an error holds all that was on it: a capture, with all of
 * its memory.
 */
export function forgetStack(error: Error): void {
  String(error.stack);
}

/** The error where there is no memory, or no more than WebAssembly can have. */
export function outOfMemory(cause?: unknown): CaptureError {
  return new CaptureError("out_of_memory", "There is not enough memory.", { cause });
}

/** What `make` makes; where JavaScript has no memory for it, an error `out_of_memory`. */
export function withMemory<T>(make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw (cause as Error)?.name === "RangeError" ? outOfMemory(cause) : cause;
  }
}

/** The error for a source that is read again and says something else than before. */
export function sourceDiffers(): CaptureError {
  const message = "The source is not what it was when it was opened.";
  return new CaptureError("source_changed", message);
}

/** The error for a source that ended at `offset`, before the size it had when it was opened. */
export function sourceChanged(offset: number): CaptureError {
  const message = `The source became shorter since it was opened: it ends before byte ${offset}.`;
  return new CaptureError("source_changed", message, { offset });
}

/** The error for a file that was written over since it was opened; `name` says which. */
export function overwritten(name: string, offset?: number): CaptureError {
  const message = `${capitalised(name)} was written over since it was opened.`;
  return new CaptureError("source_changed", message, { offset });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The error for a source whose reading failed with `cause`; `name` says which source. */
export function cannotRead(name: string, cause: unknown, offset?: number): CaptureError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CaptureError("io", `Cannot read ${name}: ${reason}`, { cause, offset });
}
