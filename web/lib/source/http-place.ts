// Where a capture is asked for by HTTP, and how.

import { CaptureError, cannotRead } from "../base/capture-error.js";
import type { Names } from "../base/option-names.js";

/** How a `URL` or a `Request` is fetched. */
export interface SourceOptions {
  /**
   * Headers of every request, such as `{ Authorization: "Bearer …" }`: an object, `Headers`, or pairs.
   * They win over those of a `Request`; `Range` and `Accept-Encoding` are the package's.
   */
  readonly headers?: Readonly<Record<string, string>> | Iterable<readonly [string, string]>;
  /** What is called in the place of `fetch`. */
  readonly fetch?: (target: URL | Request, init: RequestInit) => Promise<Response>;
}

/** @internal */
export const SOURCE_NAMES: Names<SourceOptions> = { headers: true, fetch: true };

/** @internal Throws a TypeError that says what is wrong. */
export function requireSourceOptions({ headers, fetch }: SourceOptions): void {
  if (headers !== undefined && (typeof headers !== "object" || headers === null)) {
    throw new TypeError("options.headers must be an object");
  }
  if (fetch !== undefined && typeof fetch !== "function") {
    throw new TypeError("options.fetch must be a function");
  }
}

/** A URL or a Request, which may be asked again and again. */
export class HttpPlace {
  readonly #target: URL | Request;
  readonly #fetch: SourceOptions["fetch"];
  readonly #headers: Headers;

  constructor(target: URL | Request, { headers = {}, fetch }: SourceOptions) {
    this.#target = target;
    this.#fetch = fetch;
    this.#headers = new Headers("headers" in target ? target.headers : {});
    for (const [name, value] of pairsOf(headers)) this.#headers.set(name, value);
  }

  /** Its address, for messages. */
  get href(): string {
    return "href" in this.#target ? this.#target.href : this.#target.url;
  }

  /** What ends it from without: the signal of a Request. */
  get signal(): AbortSignal | undefined {
    return "signal" in this.#target ? this.#target.signal : undefined;
  }

  /** Bytes [first, last], or whatever the server answers to that. Rejects: `io`. */
  range(first: number, last: number, signal: AbortSignal | undefined): Promise<Response> {
    // Ranges of what is compressed for the transfer would be ranges of something else.
    const headers = { Range: `bytes=${first}-${last}`, "Accept-Encoding": "identity" };
    return this.#ask(headers, signal);
  }

  /** All of it. Rejects: `io`. */
  whole(signal: AbortSignal | undefined): Promise<Response> {
    return this.#ask({}, signal);
  }

  /** The error for an answer that is of no use. */
  answered({ status }: Response): CaptureError {
    return new CaptureError("io", `Cannot read ${this.href}: the server answered ${status}.`);
  }

  async #ask(own: Record<string, string>, signal: AbortSignal | undefined): Promise<Response> {
    const headers = new Headers(this.#headers);
    for (const [name, value] of Object.entries(own)) headers.set(name, value);
    const response = await this.#call({ headers, ...(signal && { signal }) }).catch((cause) => {
      throw cannotRead(this.href, cause);
    });
    // 416 is the answer to a range of what has no bytes.
    if (response.ok || response.status === 416) return response;
    await response.body?.cancel();
    throw this.answered(response);
  }

  // A Request is sent as a copy, because its body is gone when it was sent.
  async #call(init: RequestInit): Promise<Response> {
    const target = "clone" in this.#target ? this.#target.clone() : this.#target;
    return this.#fetch === undefined ? fetch(target, init) : this.#fetch(target, init);
  }
}

function pairsOf(headers: NonNullable<SourceOptions["headers"]>) {
  return Symbol.iterator in headers ? headers : Object.entries(headers);
}
