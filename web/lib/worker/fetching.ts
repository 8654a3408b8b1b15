// What is fetched for the Worker: requests that go there, and answers that come from here.
import { piecesOf } from "../source/stream-source.js";
import { copied } from "./crossing.js";
import type { Desk, Peer } from "./peer.js";

/** A Request on its way. */
export interface PackedRequest {
  readonly url: string;
  readonly init: RequestInit;
}

// What a Request says of itself in addition to its headers and its body.
const PROPERTIES = ["method", "cache", "credentials", "integrity", "mode", "redirect"] as const;
const REFERENCE = ["referrer", "referrerPolicy"] as const;

/** A copy of a Request, which stays as it is. Its signal is of its own thread. */
export async function packRequest(request: Request): Promise<PackedRequest> {
  const said = [...PROPERTIES, ...REFERENCE].map((name) => [name, request[name]] as const);
  const body = request.body === null ? {} : { body: await request.clone().arrayBuffer() };
  const headers = [...request.headers] as [string, string][];
  return {
    url: request.url,
    init: { ...Object.fromEntries(said.filter(isSaid)), headers, ...body },
  };
}

// No Request may be made that navigates, and not every runtime has all properties.
function isSaid([name, value]: readonly [string, unknown]): boolean {
  return value !== undefined && !(name === "mode" && value === "navigate");
}

/** The Request again. */
export function unpackRequest({ url, init }: PackedRequest): Request {
  return new Request(url, init);
}

/** Fetches: the option of that name. */
export type Fetch = (target: URL | Request, init: RequestInit) => Promise<Response>;

interface Answer {
  readonly status: number;
  readonly headers: [string, string][];
  /** By which its body is asked for; undefined where it has none. */
  readonly body?: number;
}

/** Puts what fetches on the desk. */
export function lendFetch(desk: Desk, fetch: Fetch): void {
  const bodies = new Map<number, AsyncIterator<Uint8Array>>();
  let count = 0;
  desk.fetch = async (target: PackedRequest | string, headers: [string, string][]) => {
    const place = typeof target === "string" ? new URL(target) : unpackRequest(target);
    const response = await fetch(place, { headers });
    const answer = { status: response.status, headers: [...response.headers] };
    if (response.body === null) return answer;
    count += 1;
    bodies.set(count, piecesOf(response) as AsyncIterator<Uint8Array>);
    return { ...answer, body: count };
  };
  desk.fetched = async (body: number) => {
    const { done, value } = (await bodies.get(body)?.next()) ?? { done: true, value: undefined };
    if (done) bodies.delete(body);
    return done ? undefined : copied(value);
  };
  desk.unfetch = async (body: number) => {
    await bodies.get(body)?.return?.();
    bodies.delete(body);
  };
}

/** What fetches in the other thread. */
export function fetchOfOther(peer: Peer, id: number): Fetch {
  return async (target, { headers }) => {
    const place = "href" in target ? target.href : await packRequest(target);
    const pairs = [...new Headers(headers)];
    const answer = (await peer.call(id, "fetch", place, pairs)) as Answer;
    const { status, body } = answer;
    const stream = body === undefined ? null : bodyOfOther(peer, id, body);
    return new Response(stream, { status, headers: answer.headers });
  };
}

function bodyOfOther(peer: Peer, id: number, body: number): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = (await peer.call(id, "fetched", body)) as Uint8Array | undefined;
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
    async cancel() {
      await peer.call(id, "unfetch", body);
    },
  });
}
