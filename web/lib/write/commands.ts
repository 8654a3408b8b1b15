// Commands for the module stream, many packed one behind another: the mirror of
// cpp/wasm/stream_writing.cpp.

/** What is to be done; the order is that of the module. */
export enum Command {
  packet,
  fileHeader,
  section,
  interface,
  block,
  /** A block in big endian. */
  bigBlock,
}

/** What is said of a packet. */
export enum PacketBit {
  timed = 1,
  hasSection = 2,
  hasInterface = 4,
  /** The interface is one that was declared. */
  declared = 8,
  hasTicks = 16,
}

// Kind and length, then seven words and two times of a packet.
const HEAD = 8;
const PACKET_HEAD = HEAD + 7 * 4 + 2 * 8;

const FIRST_ROOM = 64 * 1024;

/** Commands that wait to be done. */
export class Commands {
  #bytes = new Uint8Array(FIRST_ROOM);
  #view = new DataView(this.#bytes.buffer);
  #size = 0;

  /** How many bytes they take. */
  get size(): number {
    return this.#size;
  }

  /** All of them, valid until the next change. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  /** They were done. */
  clear(): void {
    this.#size = 0;
  }

  /**
   * A packet; numbers of 32 bits, the time in ns, and in ticks where the bits say so. `options` are those of a block of pcapng in
   * little endian, without their end.
   */
  packet(
    bits: number,
    linkType: number,
    originalLength: number,
    section: number,
    interfaceId: number,
    timestamp: bigint,
    bytes: Uint8Array,
    options: Uint8Array = NOTHING,
    ticks = 0n,
  ): void {
    const at = this.#begin(Command.packet, PACKET_HEAD + bytes.length + options.length);
    const view = this.#view;
    view.setUint32(at + 8, bits, true);
    view.setUint32(at + 12, linkType, true);
    view.setUint32(at + 16, originalLength, true);
    view.setUint32(at + 20, bytes.length, true);
    view.setUint32(at + 24, section, true);
    view.setUint32(at + 28, interfaceId, true);
    view.setUint32(at + 32, options.length, true);
    view.setBigInt64(at + 36, timestamp, true);
    view.setBigUint64(at + 44, ticks, true);
    this.#bytes.set(bytes, at + PACKET_HEAD);
    if (options.length > 0) this.#bytes.set(options, at + PACKET_HEAD + bytes.length);
  }

  /** Something else: numbers of 32 bits. */
  words(command: Command, words: readonly number[]): void {
    const at = this.#begin(command, HEAD + 4 * words.length) + HEAD;
    words.forEach((word, i) => {
      this.#view.setUint32(at + 4 * i, word, true);
    });
  }

  /** Something else: a block of pcapng, but for `bigBlock` in little endian. */
  block(command: Command, block: Uint8Array): void {
    const at = this.#begin(command, HEAD + block.length) + HEAD;
    this.#bytes.set(block, at);
  }

  // Where it begins in the array, which may be another one then.
  #begin(command: Command, size: number): number {
    const at = this.#size;
    if (at + size > this.#bytes.length) this.#grow(at + size);
    this.#view.setUint32(at, command, true);
    this.#view.setUint32(at + 4, size, true);
    this.#size = at + size;
    return at;
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, 2 * this.#bytes.length));
    larger.set(this.bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

const NOTHING = new Uint8Array(0);
