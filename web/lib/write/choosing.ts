// Which packets of a source that is converted are written.
import { requireAddress } from "../core/core-buffer.js";
import type { CoreConversion, CoreEvents, ReadingModule } from "../core/stream-module.js";
import type { Chooser } from "../event/chooser.js";
import { columnsSize, copyColumns } from "../event/copy-columns.js";
import type { Also } from "../event/core-input.js";

/** Reads the same bytes ahead of a conversion, and says to it which of their packets were chosen. */
export class Choosing implements Also {
  readonly #stream: ReadingModule;
  readonly #conversion: CoreConversion;
  readonly #chooser: Chooser;
  readonly #reader: CoreEvents;
  #isReading = true;

  /** `reading` are the options that the conversion has. */
  constructor(
    stream: ReadingModule,
    conversion: CoreConversion,
    chooser: Chooser,
    reading: readonly [strict: boolean, strictSnaplen: boolean, applyTimeZone: boolean],
  ) {
    this.#stream = stream;
    this.#conversion = conversion;
    this.#chooser = chooser;
    this.#reader = new stream.EventReader(...reading, false);
  }

  async push(bytes: Uint8Array): Promise<void> {
    // What is wrong with the bytes the conversion says, which gets them too.
    if (!this.#isReading) return;
    this.#chooser.push(bytes);
    const size = bytes.length;
    const from = bytes.byteOffset; // in the memory that may grow now
    const block = requireAddress(this.#reader.block());
    this.#stream.HEAPU8.copyWithin(block, from, from + size);
    this.#isReading = this.#reader.commit(size);
    await this.#choose();
  }

  async finish(): Promise<void> {
    if (!this.#isReading) return;
    this.#chooser.finish();
    this.#isReading = this.#reader.finish();
    await this.#choose();
  }

  delete(): void {
    this.#reader.delete();
  }

  async #choose(): Promise<void> {
    const buffer = new ArrayBuffer(columnsSize(this.#reader));
    const bits = await this.#chooser.choose(copyColumns(this.#stream, this.#reader, buffer));
    const address = requireAddress(this.#conversion.choices(bits.length));
    new Uint32Array(this.#stream.HEAPU8.buffer, address, bits.length).set(bits);
  }
}
