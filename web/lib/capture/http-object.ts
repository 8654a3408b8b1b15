// The bodies of HTTP/1 messages: RFC 9110 and RFC 9112.
import type { Jsonable } from "../base/json.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { requireIndex } from "../base/range.js";

/** The body of a message. What a message does not say is absent. */
export interface HttpObject extends Jsonable {
  /** The conversation it was sent in: its {@link Conversation.stream} of TCP. */
  readonly stream: number;
  /** Who sent it: 0 whoever sent the first packet of the conversation, 1 the other. */
  readonly side: 0 | 1;
  /** The packet that its last byte came in, counted from 1. */
  readonly packet: number;
  /** The field Host of the request; of a response that of the request it answers. */
  readonly host?: string;
  /** Method of the request; of a response that of the request it answers. */
  readonly method?: string;
  /** Target of the request; of a response that of the request it answers. */
  readonly target?: string;
  /** Status code of a response; absent in a request. */
  readonly status?: number;
  /** The field Content-Type. */
  readonly type?: string;
  /** The field Content-Encoding; {@link decodeBody} undoes what it names. */
  readonly encoding?: string;
  /** Bytes of the body that were captured, without those that mark chunks. */
  readonly size: number;
  /** Whether all of the body was captured: it has no gaps, and was not cut off. */
  readonly isComplete: boolean;
  /** The body as it was sent; fewer bytes than `size` where there are more than are kept. */
  readonly bytes: Uint8Array;
}

/** Options of {@link Capture.objects}. */
export interface ObjectOptions {
  /** Only what is sent in this conversation, its {@link Conversation.stream} of TCP. */
  readonly stream?: number;
  /** Most bytes that are kept of a body: 64 MiB by default. The others are only counted. */
  readonly maxKept?: number;
}

const NAMES: Names<ObjectOptions> = { stream: true, maxKept: true };

const MOST_KEPT = 64 * 1024 * 1024;
const MOST_OF_NAME = 80;

/** @internal The most bytes that are kept of a body. Throws a TypeError or RangeError. */
export function maxKeptOf(options: ObjectOptions): number {
  requireOptions("options", options, NAMES);
  const { maxKept = MOST_KEPT } = options;
  requireIndex("options.maxKept", maxKept, 0, Number.MAX_SAFE_INTEGER);
  return maxKept;
}

/**
 * A name for a file with the object, safe whatever its target is: a number, which keeps names apart,
 * and the last part of the path, such as `0007-page.html`.
 */
export function objectName({ target = "" }: Pick<HttpObject, "target">, number: number): string {
  const path = target.replace(/[?#].*$/s, "");
  // The end of a name says what it is.
  const last = path.slice(path.lastIndexOf("/") + 1).slice(-MOST_OF_NAME);
  // Dots at the end are lost on some systems.
  const name = last.replace(/[^\w.-]/g, "_").replace(/\.+$/, "");
  return `${String(number).padStart(4, "0")}-${name || "object"}`;
}
