// What the Worker does for the thread that has started it: the functions of the package.

import type * as Package from "../index.js";
import type { Capture, CaptureEvent, CaptureSource, CaptureWriter, EventBatch } from "../index.js";
import { type Address, answered, CALLBACK, received } from "./crossing.js";
import { fetchOfOther } from "./fetching.js";
import { type Answered, type HeldThere, LAST } from "./held-there.js";
import { Likeness } from "./likeness.js";
import { type PackedBatch, packBatch } from "./packed-batch.js";
import { type Message, Peer, type Post } from "./peer.js";
import {
  type Packed,
  type PackedNamed,
  piecesOfOther,
  sinkOf,
  sourceOf,
  sourcesOf,
} from "./places.js";

type Api = typeof Package;
type Options = Readonly<Record<string, unknown>>;

/** Takes the messages of the other thread from now on. */
export function serve(api: Api, post: Post): (message: Message) => void {
  const peer = new Peer(post);
  const service = new Service(api, peer);
  peer.lend(0, {
    openCapture: (id: number, source: Packed, options: Options) =>
      service.hold(id, options, (all) => api.openCapture(sourceOf(source, peer, id), all)),
    createWriter: (id: number, sink: Packed, options: Options) =>
      // A writer has no signal.
      service.hold(id, options, ({ signal: _, ...all }) =>
        api.createWriter(sinkOf(sink, peer, id), all),
      ),
    readEventBatches: (id: number, source: Packed, options: Options) =>
      service.batches(id, sourceOf(source, peer, id), options),
    convert: (id: number, source: Packed, sink: Packed, options: Options) =>
      service.during(id, options, (all) =>
        api.convert(sourceOf(source, peer, id), sinkOf(sink, peer, id), all),
      ),
    edit: (
      id: number,
      source: Packed,
      sink: Packed,
      steps: readonly Package.EditStep[],
      options: Options,
    ) =>
      service.during(id, options, (all) =>
        api.edit(sourceOf(source, peer, id), sinkOf(sink, peer, id), steps, all),
      ),
    merge: (id: number, sources: readonly PackedNamed[], sink: Packed, options: Options) =>
      service.during(id, options, (all) =>
        api.merge(sourcesOf(sources, peer, id), sinkOf(sink, peer, id), all),
      ),
    compare: (id: number, sources: readonly PackedNamed[], options: Options) =>
      service.compare(id, sourcesOf(sources, peer, id), options),
    buildPacket: (_id: number, layers: readonly Package.NewLayer[]) => api.buildPacket(layers),
    writeEvents: (id: number, sink: Packed, options: Options) =>
      service.during(id, options, (all) =>
        api.writeEvents(eventsOf(peer, id), sinkOf(sink, peer, id), all),
      ),
    decapsulate: (_id: number, bytes: Uint8Array, options: Package.DecapsulateOptions) =>
      api.decapsulate(bytes, options),
    fields: (_id: number, prefix: string) => api.fields(prefix),
    checkFilter: (_id: number, text: string) => api.checkFilter(text),
    completeFilter: (_id: number, text: string, cursor: number) => api.completeFilter(text, cursor),
  });
  return (message) => peer.receive(message);
}

class Service {
  readonly #api: Api;
  readonly #peer: Peer;
  readonly #held = new Map<number, object>();

  constructor(api: Api, peer: Peer) {
    this.#api = api;
    this.#peer = peer;
  }

  /** Does something that may be released meanwhile. */
  async during<T>(
    id: number,
    options: Options,
    run: (options: Options) => Promise<T>,
    stop = new AbortController(),
  ): Promise<T> {
    this.#peer.lend(id, { release: () => stop.abort() });
    try {
      return await run(this.#unpacked(id, options, stop.signal));
    } finally {
      this.#peer.takeBack(id);
    }
  }

  /** Makes something that is held until it is closed or released. */
  async hold(
    id: number,
    options: Options,
    make: (options: Options) => Promise<object>,
  ): Promise<HeldThere> {
    const stop = new AbortController();
    const object = await this.during(id, options, make, stop);
    if (stop.signal.aborted) {
      await letGo(object);
      throw stop.signal.reason;
    }
    return this.#lent(id, object);
  }

  #lent(id: number, object: object): HeldThere {
    const likeness = new Likeness(object);
    const parts: number[] = [];
    this.#held.set(id, object);
    const takeBack = () => {
      for (const part of [id, ...parts]) {
        this.#held.delete(part);
        this.#peer.takeBack(part);
      }
    };
    this.#peer.lend(id, {
      hold: async (part: number, path: string, args: readonly unknown[], options?: Options) => {
        parts.push(part);
        const given = args.map((arg) => this.#received(arg));
        const make = async (all: Options) => likeness.call(path, options ? [...given, all] : given);
        return this.hold(part, options ?? {}, make as (all: Options) => Promise<object>);
      },
      ask: (path: string, args: readonly unknown[]) => this.#ask(likeness, path, args, takeBack),
      iterate: (found: number, path: string, args: readonly unknown[], options?: Options) => {
        const stop = new AbortController();
        const given = options ? [this.#unpacked(found, options, stop.signal)] : args;
        const all = likeness.call(path, given) as AsyncIterable<unknown>;
        this.#iterate(found, all, () => stop.abort());
      },
      release: () => {
        takeBack();
        return letGo(object);
      },
    });
    return { methods: likeness.methods, facts: likeness.news() };
  }

  /** Reads a source once. */
  batches(id: number, source: CaptureSource, options: Options): void {
    const stop = new AbortController();
    const batches = this.#api.readEventBatches(source, this.#unpacked(id, options, stop.signal));
    this.#iterate(id, packed(batches), () => stop.abort());
  }

  /** Reads two sources once. */
  compare(id: number, sources: readonly Package.NamedSource[], options: Options): void {
    const stop = new AbortController();
    const [a, b] = sources.map(({ source }) => source) as [CaptureSource, CaptureSource];
    const found = this.#api.compare(a, b, this.#unpacked(id, options, stop.signal));
    this.#iterate(id, found, () => stop.abort());
  }

  async #ask(
    likeness: Likeness,
    path: string,
    args: readonly unknown[],
    takeBack: () => void,
  ): Promise<Answered> {
    try {
      const value = await likeness.call(
        path,
        args.map((arg) => this.#received(arg)),
      );
      return { value, news: likeness.news() };
    } finally {
      if (LAST.has(path)) takeBack();
    }
  }

  #iterate(id: number, found: AsyncIterable<unknown>, stop?: () => void): void {
    const iterator = found[Symbol.asyncIterator]();
    this.#peer.lend(id, {
      next: async () => {
        const { done, value } = await iterator.next();
        if (!done) return { value: answered(value) };
        this.#peer.takeBack(id);
      },
      release: async () => {
        this.#peer.takeBack(id);
        stop?.();
        await iterator.return?.();
      },
    });
  }

  // The function itself refuses options that are no object.
  #unpacked(id: number, options: Options, signal: AbortSignal): Options {
    if (typeof options !== "object" || options === null) return options;
    const all: Record<string, unknown> = { signal };
    for (const [name, value] of Object.entries(options)) {
      if (value !== CALLBACK) all[name] = this.#received(value);
      else if (name === "fetch") all[name] = fetchOfOther(this.#peer, id);
      else all[name] = this.#callback(id, name);
    }
    return all;
  }

  // What an argument is here: an object that this thread holds, or a part of one, for what stands for it.
  #received(value: unknown): unknown {
    return received(value, ([id, path]: Address) => {
      const names = path.split(".").filter(Boolean);
      const object = names.reduce<unknown>((of, name) => Object(of)[name], this.#held.get(id));
      return object ?? null; // nothing any more: what takes it refuses it
    });
  }

  #callback(id: number, name: string): (value: unknown) => void {
    // Nobody listens any more where the operation was given up.
    return (value) => void this.#peer.call(id, name, value).catch(() => {});
  }
}

// In the Worker the memory of a batch is filled again.
async function* packed(batches: AsyncIterable<EventBatch>): AsyncGenerator<PackedBatch, void> {
  for await (const batch of batches) {
    const copy = packBatch(batch);
    batch.release();
    yield copy;
  }
}

async function* eventsOf(peer: Peer, id: number): AsyncGenerator<CaptureEvent | EventBatch, void> {
  for await (const event of piecesOfOther(peer, id)) yield received(event) as CaptureEvent;
}

// A half written capture is none, so it is aborted.
async function letGo(object: object): Promise<void> {
  if ("abort" in object) await (object as CaptureWriter).abort();
  else if ("close" in object) (object as Capture).close();
}
