// The index of one capture and its source, and how long both live.
import { CaptureError } from "../base/capture-error.js";
import type { BpfModule } from "../core/bpf-module.js";
import type { CoreMemory, CoreModule, DissectModule } from "../core/core.js";
import { giveBack } from "../core/core-guard.js";
import { CoreIndex } from "../core/core-index.js";
import { SummaryCore } from "../core/core-summary.js";
import type { LoadDecode } from "../core/decode-module.js";
import type { DissectionChoices } from "../core/dissection-choices.js";
import { Dissector, type LoadDissect, sharedDissector } from "../core/dissector.js";
import type { LoadRegex } from "../core/regex-module.js";
import type { StreamModule } from "../core/stream-module.js";
import type { Source } from "../source/source.js";

/** Loads what is not needed of every capture: an instance of its own each time. */
export interface LaterModules {
  readonly loadDissect: LoadDissect;
  readonly loadStream: () => Promise<StreamModule>;
  readonly loadBpf: () => Promise<BpfModule>;
  readonly loadRegex: LoadRegex;
  readonly loadDecode: LoadDecode;
}

/**
 * What the core has of a capture; `choices` are those for its packets. Without a summary they
 * are dissected elsewhere.
 */
export interface InCore {
  readonly core: CoreMemory;
  readonly index: CoreIndex;
  readonly summary?: SummaryCore;
  readonly dissector?: Dissector;
  readonly choices: DissectionChoices;
}

/** What an open capture holds. */
export interface Held extends InCore {
  readonly source: Source;
}

/** An index alone. Packets that are not dissected as usual need a dissector of their own. */
export function plainIndex(
  core: CoreModule,
  dissector?: Dissector,
  choices: DissectionChoices = {},
): InCore {
  const index = new CoreIndex(core, new core.CaptureIndex());
  return { core, index, choices, ...(dissector && { dissector }) };
}

/** An index with a summary, all of one object of the core. Throws as `dissectAs` does. */
export function summarisedIndex(core: DissectModule, choices: DissectionChoices = {}): InCore {
  const self = new core.SummarisedIndex();
  const [summary, dissector] = [new SummaryCore(core, self), new Dissector(core, self)];
  dissector.dissectAs(choices);
  return { core, index: new CoreIndex(core, self), summary, dissector, choices };
}

// Captures that were forgotten: their memory is wasm's, which the garbage collector cannot see.
const forgotten = new FinalizationRegistry<Held>(release);

function release({ core, index, source }: Held): void {
  index.delete();
  giveBack(core);
  source.close();
}

/** Owns the core's index and the source it was made from; frees both at `close()`. */
export class PacketIndex {
  readonly #modules: LaterModules;
  #held: Held | undefined;

  constructor(core: InCore, source: Source, modules: LaterModules) {
    this.#modules = modules;
    this.#held = { ...core, source };
    forgotten.register(this, this.#held, this);
  }

  /** The core's index; throws `closed`. */
  get open(): CoreIndex {
    return this.requireOpen().index;
  }

  /** What packets say; throws `closed`, `no_summary`. */
  get summary(): SummaryCore {
    const { summary } = this.requireOpen();
    if (summary !== undefined) return summary;
    const message = "The capture has no summary: open it with the option summary: true.";
    throw new CaptureError("no_summary", message);
  }

  /** How its packets are dissected; throws `closed`. */
  get choices(): DissectionChoices {
    return this.requireOpen().choices;
  }

  /** What was indexed; throws `closed`. */
  get source(): Source {
    return this.requireOpen().source;
  }

  /** What dissects its packets, to be used at once. Loaded at the first use. */
  async dissector(): Promise<Dissector> {
    const dissector =
      this.requireOpen().dissector ?? (await sharedDissector(this.#modules.loadDissect));
    this.requireOpen();
    return dissector;
  }

  /** An instance of its own of the module that has display filters. */
  dissectModule(): Promise<DissectModule> {
    return this.#modules.loadDissect();
  }

  /** An instance of its own of the compiler of capture filters. */
  bpfModule(): Promise<BpfModule> {
    return this.#modules.loadBpf();
  }

  /** What gives instances of the module that matches patterns. */
  get loadRegex(): LoadRegex {
    return this.#modules.loadRegex;
  }

  /** What gives instances of the module that undoes content codings. */
  get loadDecode(): LoadDecode {
    return this.#modules.loadDecode;
  }

  /** Its own instance of the module that finds messages in streams. */
  async streamModule(): Promise<StreamModule> {
    const module = await this.#modules.loadStream();
    this.requireOpen();
    return module;
  }

  /** Whether it was not closed. */
  get isOpen(): boolean {
    return this.#held !== undefined;
  }

  /** Throws `closed`. */
  requireOpen(): Held {
    if (this.#held === undefined) throw new CaptureError("closed", "The capture was closed.");
    return this.#held;
  }

  /** Frees the memory and lets go of the source. Again: nothing happens. */
  close(): void {
    if (this.#held === undefined) return;
    forgotten.unregister(this);
    release(this.#held);
    this.#held = undefined;
  }
}
