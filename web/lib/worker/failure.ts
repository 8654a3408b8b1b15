// Errors on their way to another thread: cloned as they are they would lose their class and code.
import { CaptureError, type CaptureErrorCode } from "../index.js";

/** An error, or whatever else was thrown, as it crosses. */
export type Failure =
  | { readonly thrown: unknown }
  | {
      readonly name: string;
      readonly message: string;
      readonly code?: string;
      readonly offset?: number;
      readonly cause?: Failure;
    };

// Causes that cross with an error: they may go round in a circle.
const MOST_CAUSES = 8;

/** What crosses in the place of `reason`: always something that can, whatever was thrown. */
export function failureOf(reason: unknown, depth = 0): Failure {
  try {
    return isError(reason) ? failureOfError(reason, depth) : { thrown: plain(reason) };
  } catch {
    return { thrown: "Something was thrown that cannot be read." };
  }
}

function failureOfError({ name, message, code, offset, cause }: AnyError, depth: number): Failure {
  return {
    name,
    message,
    ...(typeof code === "string" && { code }),
    ...(typeof offset === "number" && { offset }),
    ...(cause !== undefined && depth < MOST_CAUSES && { cause: failureOf(cause, depth + 1) }),
  };
}

// Objects, functions and symbols cannot cross as they are.
function plain(reason: unknown): unknown {
  const isPlain = reason === null || !["object", "function", "symbol"].includes(typeof reason);
  return isPlain ? reason : String(reason);
}

/** What was thrown in the other thread: a {@link CaptureError} is one again. */
export function reasonOf(failure: Failure): unknown {
  if ("thrown" in failure) return failure.thrown;
  const { name, message, code, offset } = failure;
  const why = failure.cause && { cause: reasonOf(failure.cause) };
  if (name === "CaptureError") {
    return new CaptureError(code as CaptureErrorCode, message, { offset, ...why });
  }
  const known = { TypeError, RangeError }[name] ?? Error;
  const error = Object.assign(new known(message, why), code !== undefined && { code });
  if (error.name !== name) Object.defineProperty(error, "name", { value: name });
  return error;
}

type AnyError = Error & { readonly code?: unknown; readonly offset?: number };

// Errors of another frame or context are no instances of this one's class.
function isError(reason: unknown): reason is AnyError {
  const { name, message } = Object(reason) as Partial<Error>;
  return typeof name === "string" && typeof message === "string";
}
