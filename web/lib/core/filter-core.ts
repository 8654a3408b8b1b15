// Filters in the core's memory.

import { CaptureError, outOfMemory } from "../base/capture-error.js";
import type { FilterCompletion, FilterMessage, FilterReport } from "../record/filter.js";
import type { CoreFilter, CoreSummary, DissectModule } from "./core.js";
import { CoreBuffer, requireAddress } from "./core-buffer.js";
import { giveBack } from "./core-guard.js";
import type { LoadDecode } from "./decode-module.js";
import { giveDecoder } from "./decoder-core.js";
import { type DissectionChoices, dissectAs } from "./dissection-choices.js";
import { RegexCore } from "./regex-core.js";
import type { LoadRegex } from "./regex-module.js";

const utf8 = new TextEncoder();

/** Loads what some filters need. */
export interface FilterModules {
  readonly loadRegex: LoadRegex;
  readonly loadDecode: LoadDecode;
}

/** One filter, and the packets that it has looked at. All throw `out_of_memory`. */
export class FilterCore {
  readonly #core: DissectModule;
  readonly #self: CoreFilter;
  readonly #buffer: CoreBuffer;
  readonly #isAlone: boolean;
  #regex: RegexCore | undefined;

  private constructor(core: DissectModule, isAlone: boolean) {
    this.#core = core;
    this.#self = new core.PacketFilter();
    this.#buffer = new CoreBuffer(core, this.#self);
    this.#isAlone = isAlone;
  }

  /** In the instance of a capture, so that it can be asked of its columns. */
  static of(core: DissectModule): FilterCore {
    return new FilterCore(core, false);
  }

  /** In an instance that nobody else has. */
  static async alone(load: () => Promise<DissectModule>): Promise<FilterCore> {
    return new FilterCore(await load(), true);
  }

  /** Packets are dissected as was chosen for their capture; before `compile`. */
  dissectAs(choices: DissectionChoices): void {
    dissectAs(this.#self, this.#buffer, choices);
  }

  /**
   * From now on packets are looked at with this filter, where it is one. One that matches patterns
   * loads what does that, and rejects as that does.
   */
  async compile(text: string, loadRegex: LoadRegex): Promise<FilterReport> {
    const report = this.#compile(text);
    if (!this.#self.needsRegex()) return report;
    this.#regex = new RegexCore(this.#core, await loadRegex());
    return this.#compile(text);
  }

  /** The same for what has to be one, and looks at packets. Rejects with `invalid_filter`. */
  async compileOrThrow(text: string, { loadRegex, loadDecode }: FilterModules): Promise<void> {
    const { error } = await this.compile(text, loadRegex);
    if (error) throw new CaptureError("invalid_filter", error.message, { offset: error.column });
    if (this.#self.needsDecoder()) await giveDecoder(this.#core, loadDecode);
  }

  #compile(text: string): FilterReport {
    const bytes = utf8.encode(text);
    this.#buffer.fill([bytes]);
    const compile = () => this.#self.compile(bytes.length, this.#regex !== undefined);
    const { error, warnings } = this.#buffer.read(this.#withRegex(compile)) as RawReport;
    const inUnits = (message: FilterMessage) => messageIn(bytes, message);
    return Object.freeze({
      ...(error && { error: inUnits(error) }),
      warnings: Object.freeze(warnings.map(inUnits)),
    });
  }

  /** What may stand at the cursor, in UTF-16 units of the text. */
  complete(text: string, cursor: number): readonly FilterCompletion[] {
    const bytes = utf8.encode(text);
    const before = utf8.encode(text.slice(0, cursor)).length;
    this.#buffer.fill([bytes]);
    const found = this.#buffer.read(this.#self.complete(bytes.length, before));
    return Object.freeze((found as FilterCompletion[]).map((each) => completionIn(bytes, each)));
  }

  /** Looks at the next bytes of the capture; some MiB at most. False: it is none, or is damaged. */
  push(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length; ) {
      const block = requireAddress(this.#self.block());
      const piece = bytes.subarray(at, at + this.#self.blockSize());
      this.#core.HEAPU8.set(piece, block);
      if (!this.#withRegex(() => this.#self.commit(piece.length))) return this.#failed();
      at += piece.length;
    }
    return true;
  }

  /** The capture has ended. False likewise. */
  finish(): boolean {
    return this.#withRegex(() => this.#self.finish()) || this.#failed();
  }

  /** The packets since this was asked before: how many, and a bit for each that matches. */
  taken(): PacketBits {
    return this.#bitsAt(this.#self.taken());
  }

  /** Packets that took more than is allowed so far: they do not match. */
  get exceeded(): number {
    return this.#self.exceeded();
  }

  /** Whether it asks for fields that packets to come say. */
  get needsLater(): boolean {
    return this.#self.needsLater();
  }

  /** From now on it knows what packets to come say; the capture is in the same instance. */
  informBy(capture: CoreSummary): void {
    capture.inform(this.#self);
  }

  /** The same of packets of a capture in the same instance, until the first of which columns do not say it. */
  fromColumns(capture: CoreSummary, first: number, count: number): PacketBits {
    return this.#bitsAt(this.#withRegex(() => capture.filter(this.#self, first, count)));
  }

  /** Frees the memory. */
  delete(): void {
    this.#self.delete();
    this.#regex?.delete();
    this.#core.regex = undefined;
    if (this.#isAlone) giveBack(this.#core);
  }

  // Other filters of the same instance have other patterns.
  #withRegex<T>(ask: () => T): T {
    this.#core.regex = this.#regex;
    return ask();
  }

  #bitsAt(answer: number): PacketBits {
    const address = requireAddress(answer);
    const { buffer } = this.#core.HEAPU8;
    const [packets = 0] = new Uint32Array(buffer, address, 1);
    return { packets, bits: new Uint32Array(buffer, address + 4, Math.ceil(packets / 32)).slice() };
  }

  #failed(): false {
    if (!this.#self.hasError()) throw outOfMemory();
    return false;
  }
}

/** Packets behind one another: how many, and a bit for each that matches. */
export interface PacketBits {
  readonly packets: number;
  readonly bits: Uint32Array;
}

interface RawReport {
  readonly error?: FilterMessage;
  readonly warnings: readonly FilterMessage[];
}

function messageIn(text: Uint8Array, { message, column, length, suggestion }: FilterMessage) {
  const from = unitsIn(text, column);
  return Object.freeze({
    message,
    column: from,
    length: unitsIn(text, column + length) - from,
    ...(suggestion && { suggestion }),
  });
}

function completionIn(text: Uint8Array, completion: FilterCompletion): FilterCompletion {
  const [from, to] = [unitsIn(text, completion.from), unitsIn(text, completion.to)];
  return Object.freeze({ ...completion, from, to });
}

/** UTF-16 units of the first `size` bytes. */
function unitsIn(text: Uint8Array, size: number): number {
  return new TextDecoder().decode(text.subarray(0, size)).length;
}
