// The regular expressions of one filter. The module that filters has another memory: what it asks is
// copied over, one pattern or subject at a time, which takes a fraction of the matching.
import type { CoreMemory, ForeignRegex } from "./core.js";
import { CoreBuffer } from "./core-buffer.js";
import { giveBack } from "./core-guard.js";
import type { CorePatterns, RegexModule } from "./regex-module.js";

/** Answers what a module asks of its `regex`. */
export class RegexCore implements ForeignRegex {
  readonly #asking: CoreMemory;
  readonly #module: RegexModule;
  readonly #self: CorePatterns;
  readonly #buffer: CoreBuffer;

  /** `asking` is the instance that filters; addresses are in its memory. */
  constructor(asking: CoreMemory, module: RegexModule) {
    this.#asking = asking;
    this.#module = module;
    this.#self = new module.Patterns();
    this.#buffer = new CoreBuffer(module, this.#self);
  }

  compile(pattern: number, size: number, wrong: number, room: number): number {
    const id = this.#self.compile(this.#take(pattern, size));
    if (id >= 0) return id;
    const from = this.#self.text();
    const message = this.#module.HEAPU8.subarray(from, from + this.#self.textSize());
    const shown = message.subarray(0, room);
    this.#asking.HEAPU8.set(shown, wrong);
    return -1 - shown.length;
  }

  match(pattern: number, subject: number, size: number): number {
    return this.#self.match(pattern, this.#take(subject, size));
  }

  /** Nothing is asked of it any more. */
  delete(): void {
    this.#self.delete();
    giveBack(this.#module);
  }

  #take(address: number, size: number): number {
    return this.#buffer.fill([this.#asking.HEAPU8.subarray(address, address + size)]);
  }
}
