// The module edit (cpp/wasm/edit_bindings.cpp) as TypeScript sees it.
import type { CoreMemory } from "./core.js";
import type {
  ConversionArguments,
  CoreConversion,
  CoreOutput,
  StreamModule,
} from "./stream-module.js";

/** One instance of it. */
export interface EditModule extends CoreMemory, Pick<StreamModule, "EventReader"> {
  readonly EditedConversion: new (...conversion: ConversionArguments) => CoreEditing;
  readonly EditTable: new () => CoreEditTable;
  readonly Merging: new (
    format: number,
    order: number,
    unify: boolean,
    origins: boolean,
    concatenates: boolean,
  ) => CoreMerging;
  readonly Comparing: new (
    by: number,
    strict: boolean,
    strictSnaplen: boolean,
    applyTimeZone: boolean,
  ) => CoreComparing;
  readonly PacketBuilding: new () => CoreBuilding;
}

/** What several sources are pushed into. They are known by their numbers, from 0. */
export interface CoreInputs {
  /** The source to be read on before anything else can be done; -1: none. */
  wants(): number;
  /** Address of memory for the next bytes of a source. */
  block(source: number): number;
  blockSize(): number;
  /** False: see `error`, as for the next one. */
  commit(source: number, size: number): boolean;
  finish(source: number): boolean;
  /** Address of a description of the issues found since the last block. */
  issues(): number;
  error(): number;
  delete(): void;
}

/** The class Merging. */
export interface CoreMerging extends CoreInputs, CoreOutput {
  add(name: string): void;
  /** Takes what is there of a source. False: see `error`, as for the next one. */
  push(source: number): boolean;
  write(): boolean;
  /** Whether records of a source wait to be written. */
  waits(source: number): boolean;
  ended(): boolean;
  /** Everything was written. */
  end(): void;
  packetCount(): number;
  errorSource(): number;
}

/** The class Comparing, whose sources are A (0) and B (1). */
export interface CoreComparing extends CoreInputs {
  /** What may differ, before the first bytes. What is wrong with a word, empty where nothing is. */
  ignore(word: string): string;
  /** Once none is wanted: compares some of the packets that are left. False while there are more. */
  compareLeft(): boolean;
  /** Address of a description: the next differences, none when all were given. */
  differences(): number;
  /** Address of a description: the counts so far. */
  counts(): number;
}

/** The class PacketBuilding. */
export interface CoreBuilding {
  /** Address of memory for layers: cpp/edit/build/packed_layers.h. */
  buffer(size: number): number;
  /** False: see `wrong` and `error`. */
  build(): boolean;
  /** Address of the packet. */
  packet(): number;
  packetSize(): number;
  /** What is wrong with the text of a field; empty where nothing is. */
  wrong(): string;
  /** The number of that field, from 0. */
  wrongField(): number;
  error(): number;
  delete(): void;
}

/** The class EditedConversion. */
export interface CoreEditing extends CoreConversion {
  /** Adds a step before the first bytes. What is wrong with it, empty where nothing is. */
  step(name: string, value: string): string;
  /** Address of a description: of each step {what, count} of what it did. */
  counts(): number;
}

/** The class EditTable. */
export interface CoreEditTable {
  /** Address of a description: {name, value, placeholder, description} of each step. */
  rows(): number;
  delete(): void;
}
