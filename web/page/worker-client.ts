// The page's side of the worker: captures that are opened and asked there.
import { CaptureFailure, type Failure } from "./capture-failure.js";
import type { Answer, CallName, Calls, Close, Progress } from "./messages.js";
import { RemoteCapture } from "./remote-capture.js";

export interface RemoteOpenOptions {
  /** Aborting it makes `open` reject with the code `cancelled`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** As that of `openCapture`. */
  readonly maxDecompressed?: number;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: CaptureFailure) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** One worker and at most one open capture in it. */
export class WorkerClient {
  readonly #startWorker: () => Worker;
  readonly #waiting = new Map<number, Waiting>();
  #worker?: Worker;
  #lastId = 0;

  constructor(startWorker: () => Worker) {
    this.#startWorker = startWorker;
    this.#worker = this.#start();
  }

  /**
   * Opens a file, or a path on the page's own origin, and closes the capture that was open before.
   * Rejects with a `CaptureFailure`.
   */
  async open(source: Blob | string, options: RemoteOpenOptions = {}): Promise<RemoteCapture> {
    const id = ++this.#lastId;
    const cancel = () => this.close(id);
    const { maxDecompressed, onProgress } = options;
    const opening = this.#send(id, "open", { source, maxDecompressed }, onProgress);
    options.signal?.addEventListener("abort", cancel);
    try {
      return new RemoteCapture(this, id, await opening);
    } finally {
      options.signal?.removeEventListener("abort", cancel);
    }
  }

  /** Gives up the capture that the call of this id opened, or is opening. */
  close(capture: number): void {
    this.#worker?.postMessage({ name: "close", capture } satisfies Close);
  }

  /** Asks the worker; rejects with a `CaptureFailure`. */
  call<Name extends CallName>(
    name: Name,
    asked: Calls[Name]["asked"],
  ): Promise<Calls[Name]["answer"]> {
    return this.#send(++this.#lastId, name, asked);
  }

  #send<Name extends CallName>(
    id: number,
    name: Name,
    asked: Calls[Name]["asked"],
    onProgress?: (progress: Progress) => void,
  ): Promise<Calls[Name]["answer"]> {
    this.#worker ??= this.#start();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.#worker?.postMessage({ id, name, ...asked });
    });
  }

  #start(): Worker {
    const worker = this.#startWorker();
    worker.onmessage = ({ data: answer }) => this.#receive(answer);
    worker.onerror = (event) => this.#fail(event.message || "The worker could not be started.");
    worker.onmessageerror = () => this.#fail("An answer of the worker could not be read.");
    return worker;
  }

  #receive(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return; // The worker was replaced while this answer was on its way.
    if (answer.kind === "progress") {
      waiting.onProgress?.(answer.progress);
      return;
    }
    this.#waiting.delete(answer.id);
    if (answer.kind === "done") waiting.resolve(answer.value as never);
    else this.#reject(waiting, answer.failure);
  }

  #reject(waiting: Waiting, failure: Failure): void {
    waiting.reject(new CaptureFailure(failure));
    // With a new worker its memory goes back at once, not when it is collected some time.
    if (failure.code === "out_of_memory") this.#fail("The capture was closed.", "closed");
  }

  /** Rejects everything under way and gives the worker up; the next call starts another. */
  #fail(message: string, code?: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const failed = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of failed) reject(new CaptureFailure({ message, code }));
  }
}
