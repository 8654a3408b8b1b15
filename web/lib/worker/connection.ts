// A Worker, as long as it has something to do for this thread.
import { CaptureError } from "../index.js";
import { type Desk, type Message, Peer } from "./peer.js";

/** A Worker as this package uses it. */
export interface Running {
  /** Hands it a message. */
  post(message: Message, transfer: ArrayBuffer[]): void;
  /** Whether a program that has nothing else to do waits for it. */
  keepProgram(keeps: boolean): void;
  /** Ends it at once. */
  end(): Promise<void>;
}

/** Starts a Worker: `receive` is given what it says, `failed` why it ended by itself. */
export type Start = (
  receive: (message: Message) => void,
  failed: (cause: unknown) => void,
) => Running;

// A Worker that has nothing to do may soon have again; and what it closed takes a moment.
const LINGER = 1000;

/** The Worker of the package: one is started when there is something to do. */
export class Thread {
  readonly #start: Start;
  #connection: Connection | undefined;

  constructor(start: Start) {
    this.#start = start;
  }

  /** Where the next operation belongs. */
  connection(): Connection {
    if (!this.#connection?.isOpen) this.#connection = new Connection(this.#start);
    return this.#connection;
  }

  /** Ends the Worker. */
  async end(): Promise<void> {
    await this.#connection?.end(new CaptureError("closed", "The Worker was ended."));
  }
}

/** A Worker from start to end. It ends when it has had nothing to do or hold for a while. */
export class Connection {
  readonly #running: Running;
  readonly #peer: Peer;
  readonly #operations = new Set<number>();
  #last = 0;
  #isOpen = true;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(start: Start) {
    this.#running = start(
      (message) => this.#receive(message),
      (cause) => void this.end(new Error(`The Worker failed: ${String(cause)}`, { cause })),
    );
    this.#peer = new Peer((message, transfer) => this.#running.post(message, transfer));
  }

  /** False when it has ended. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Begins an operation, which may call the desk; gives its number. */
  begin(desk: Desk): number {
    clearTimeout(this.#idle);
    this.#last += 1;
    this.#operations.add(this.#last);
    this.#peer.lend(this.#last, desk);
    return this.#last;
  }

  /** Calls something of an operation, or of the Worker itself, which is number 0. */
  async call(id: number, name: string, ...args: unknown[]): Promise<unknown> {
    const answer = this.#peer.call(id, name, ...args);
    this.#keepProgram();
    return answer;
  }

  /** The operation's desk is gone. */
  closeDesk(id: number): void {
    this.#peer.takeBack(id);
  }

  /** An operation has ended. */
  finish(id: number): void {
    this.#peer.takeBack(id);
    this.#operations.delete(id);
    if (this.#operations.size > 0 || !this.#isOpen) return;
    const end = () => void this.end(new CaptureError("closed", "The capture was closed."));
    clearTimeout(this.#idle);
    this.#idle = setTimeout(end, LINGER);
    // Node.js would wait for it.
    (this.#idle as { unref?: () => void }).unref?.();
  }

  /** Ends the Worker; what it is asked rejects with the reason. */
  async end(reason: unknown): Promise<void> {
    clearTimeout(this.#idle);
    this.#isOpen = false;
    this.#peer.end(reason);
    this.#keepProgram();
    await this.#running.end();
  }

  #receive(message: Message): void {
    this.#peer.receive(message);
    this.#keepProgram();
  }

  // Who waits for an answer, or for the end, shall see it.
  #keepProgram(): void {
    this.#running.keepProgram(this.#peer.isWaiting || !this.#isOpen);
  }
}
