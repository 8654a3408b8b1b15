// The index of one capture in the core's memory, until it is deleted.

import {
  CaptureError,
  type CaptureErrorCode,
  outOfMemory,
  withMemory,
} from "../base/capture-error.js";
import { withJson } from "../base/json.js";
import type { BlockEntry, RawBlock } from "../record/block.js";
import type { ColumnRange } from "../record/column-range.js";
import type { RawInterface } from "../record/interface.js";
import type { Issue } from "../record/issue.js";
import type { RawRecord } from "../record/packet.js";
import type { RawSection } from "../record/section.js";
import { type CoreCapture, type CoreMemory, Subject } from "./core.js";
import { CoreBuffer, requireAddress } from "./core-buffer.js";

/** Most packets that are unpacked at once. */
const UNPACK_LIMIT = 65536;

/** Most sections or interfaces that are described at once. */
const DESCRIBE_LIMIT = 4096;

/** Asks the core; what it answers belongs to the caller. Throws `out_of_memory`. */
export class CoreIndex {
  readonly #self: CoreCapture;
  readonly #buffer: CoreBuffer;

  /** Owns `self`, an object of `core`. */
  constructor(core: CoreMemory, self: CoreCapture) {
    this.#self = self;
    this.#buffer = new CoreBuffer(core, self);
  }

  /** Appends one block that `take` fills, as far as it does; returns the number of bytes. */
  append(take: (target: Uint8Array) => number): number {
    const block = requireAddress(this.#self.block());
    const size = take(this.#buffer.memory.subarray(block, block + this.#self.blockSize()));
    if (size > 0 && !this.#self.commit(size)) throw this.#failure();
    return size;
  }

  /** Says that the source has ended. */
  finish(): void {
    if (!this.#self.finish()) throw this.#failure();
  }

  length(): number {
    return this.#self.length();
  }

  issueCount(): number {
    return this.#self.issueCount();
  }

  blockCount(): number {
    return this.#self.blockCount();
  }

  /** Bytes of memory it takes. */
  memory(): number {
    return this.#self.memory();
  }

  sectionCount(): number {
    return this.#self.sectionCount();
  }

  interfaceCount(): number {
    return this.#self.interfaceCount();
  }

  sections(): readonly RawSection[] {
    return this.#all(Subject.sections, this.sectionCount()) as RawSection[];
  }

  interfaces(): readonly RawInterface[] {
    return this.#all(Subject.interfaces, this.interfaceCount()) as RawInterface[];
  }

  /** Section `i` with all options, of its block read again. */
  section(i: number, block: Uint8Array): RawSection {
    this.#buffer.fill([block]);
    return this.#describe(Subject.section, i) as RawSection;
  }

  /** Interface `i` with all options, of its block read again. */
  interface(i: number, block: Uint8Array): RawInterface {
    this.#buffer.fill([block]);
    return this.#describe(Subject.interface, i) as RawInterface;
  }

  issues(): readonly Issue[] {
    return this.#describe(Subject.issues) as Issue[];
  }

  /** Where blocks [from, to) are: some thousands at most. */
  blocks(from: number, to: number): readonly BlockEntry[] {
    return this.#describe(Subject.blocks, from, to) as BlockEntry[];
  }

  /** Index of the first block of a type from `from` on; the number of blocks when there is none. */
  findBlock(type: number, from: number): number {
    return this.#self.findBlock(type, from);
  }

  /** What is in block `i`, whose bytes these are. */
  block(i: number, bytes: Uint8Array): RawBlock {
    this.#buffer.fill([bytes]);
    return this.#describe(Subject.block, i) as RawBlock;
  }

  /** Bytes of the record in front of packet `i`: its head. */
  headSize(i: number): number {
    return this.#self.headSize(i);
  }

  /** Bytes of the record worth reading behind packet `i`: its tail. */
  tailSize(i: number, head: Uint8Array): number {
    this.#buffer.fill([head]);
    return this.#self.tailSize(i);
  }

  /** What the record of packet `i` says beyond the columns. */
  record(i: number, head: Uint8Array, tail: Uint8Array): RawRecord {
    this.#buffer.fill([head, tail]);
    return this.#describe(Subject.record, i) as RawRecord;
  }

  /** Copies of the columns of packets [from, to), which must be there. */
  columns(from: number, to: number): ColumnRange {
    const range = withMemory(() => emptyRange(from, to));
    for (let first = from; first < to; first += UNPACK_LIMIT) {
      this.#unpack(first, Math.min(UNPACK_LIMIT, to - first), range);
    }
    return range;
  }

  /** Frees the memory. */
  delete(): void {
    this.#self.delete();
  }

  // The core writes the columns one after another, the widest first so that all are aligned.
  #unpack(first: number, count: number, range: ColumnRange): void {
    const address = requireAddress(this.#self.unpack(first, count));
    // Taken after the call: unpacking may make memory grow.
    const { buffer } = this.#buffer.memory;
    const at = first - range.from;
    const words = address + 16 * count;
    range.timestamp.set(new BigInt64Array(buffer, address, count), at);
    range.offset.set(new Float64Array(buffer, address + 8 * count, count), at);
    range.capturedLength.set(new Uint32Array(buffer, words, count), at);
    range.originalLength.set(new Uint32Array(buffer, words + 4 * count, count), at);
    range.interface.set(new Uint32Array(buffer, words + 8 * count, count), at);
    range.hasTimestamp.set(new Uint8Array(buffer, words + 12 * count, count), at);
  }

  // Some MiB of a list at a time: what is described at once has a limit.
  #all(subject: Subject, count: number): unknown[] {
    const all: unknown[] = [];
    for (let first = 0; first < count; first += DESCRIBE_LIMIT) {
      const end = Math.min(count, first + DESCRIBE_LIMIT);
      all.push(...(this.#describe(subject, first, end) as unknown[]));
    }
    return all;
  }

  #describe(subject: Subject, i = 0, end = 0): unknown {
    return this.#buffer.read(this.#self.describe(subject, i, end));
  }

  #failure(): CaptureError {
    if (!this.#self.hasError()) return outOfMemory();
    const { code, message, offset } = this.#describe(Subject.error) as CoreError;
    return new CaptureError(code, message, { offset });
  }
}

/** Why the core gave up. */
interface CoreError {
  readonly code: CaptureErrorCode;
  readonly offset: number;
  readonly message: string;
}

function emptyRange(from: number, to: number): ColumnRange {
  const length = to - from;
  return withJson({
    from,
    to,
    timestamp: new BigInt64Array(length),
    offset: new Float64Array(length),
    capturedLength: new Uint32Array(length),
    originalLength: new Uint32Array(length),
    interface: new Uint32Array(length),
    hasTimestamp: new Uint8Array(length),
  });
}
