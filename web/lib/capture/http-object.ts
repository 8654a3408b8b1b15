// The bodies of HTTP/1 messages: RFC 9110 and RFC 9112.
import type { Jsonable } from "../base/json.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { requireIndex } from "../base/range.js";

/**
 * The body of a message of HTTP; or a file of FTP or TFTP, or a mail of SMTP. What is not known of it
 * is absent.
 */
export interface HttpObject extends Jsonable {
  /** What it was carried by; `"imf"` is a mail. */
  readonly protocol: "http" | "ftp-data" | "tftp" | "imf";
  /** The conversation it was sent in: its {@link Conversation.stream} of TCP, with TFTP of UDP. */
  readonly stream: number;
  /** Who sent it: 0 whoever sent the first packet of the conversation, 1 the other. */
  readonly side: 0 | 1;
  /** The packet that its last byte came in, counted from 1. */
  readonly packet: number;
  /** The field Host of the request; of a response that of the request it answers. */
  readonly host?: string;
  /** Method of the request; of a response that of the request it answers. */
  readonly method?: string;
  /**
   * Target of the request; of a response that of the request it answers, absent where segments are
   * missing and it is not certain which that is. Of a file its name, of a mail its Subject.
   */
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
  /** Only what is sent in this conversation of TCP, its {@link Conversation.stream}. */
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
 * and the last part of the path, such as `0007-page.html`. One without extension gets that of its
 * type, as far as that is known.
 */
export function objectName(
  object: Pick<HttpObject, "target"> & Partial<Pick<HttpObject, "type" | "protocol">>,
  number: number,
): string {
  const last = lastPart(object);
  const isNamed = object.protocol !== "imf" && /\.[0-9A-Za-z]{1,8}$/.test(last);
  const extension = isNamed ? "" : extensionOf(object.type);
  // The end of a name says what it is. Dots at the end are lost on some systems.
  const name = last
    .slice(-MOST_OF_NAME)
    .replace(/[^\w.-]/g, "_")
    .replace(/\.+$/, "");
  return `${String(number).padStart(4, "0")}-${name || "object"}${extension}`;
}

// Of a path the last part. A subject is none.
function lastPart({ target = "", protocol = "http" }: Partial<HttpObject>): string {
  if (protocol === "imf") return target;
  const path = protocol === "http" ? target.replace(/[?#].*$/s, "") : target.replaceAll("\\", "/");
  return path.slice(path.lastIndexOf("/") + 1);
}

// What files of a Content-Type are called; cpp/native/objects/object_file.cpp has the same.
const EXTENSIONS: Readonly<Record<string, string>> = {
  "application/gzip": ".gz",
  "application/javascript": ".js",
  "application/json": ".json",
  "application/pdf": ".pdf",
  "application/wasm": ".wasm",
  "application/xml": ".xml",
  "application/zip": ".zip",
  "audio/mpeg": ".mp3",
  "font/woff2": ".woff2",
  "image/gif": ".gif",
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/svg+xml": ".svg",
  "image/webp": ".webp",
  "image/x-icon": ".ico",
  "message/rfc822": ".eml",
  "text/css": ".css",
  "text/csv": ".csv",
  "text/html": ".html",
  "text/javascript": ".js",
  "text/plain": ".txt",
  "text/xml": ".xml",
  "video/mp4": ".mp4",
};

function extensionOf(type = ""): string {
  const name = type.replace(/[; \t].*$/s, "").toLowerCase();
  return Object.hasOwn(EXTENSIONS, name) ? (EXTENSIONS[name] as string) : "";
}
