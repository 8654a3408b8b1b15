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
}

/** The class Merging. Sources are known by their numbers, from 0. */
export interface CoreMerging extends CoreOutput {
  add(name: string): void;
  /** The source to be read on before more can be written; -1: none. */
  wants(): number;
  /** Address of memory for the next bytes of a source. */
  block(source: number): number;
  blockSize(): number;
  /** False: see `error`, as for the next three. */
  commit(source: number, size: number): boolean;
  /** Takes what is there of a source. */
  push(source: number): boolean;
  finish(source: number): boolean;
  write(): boolean;
  /** Whether records of a source wait to be written. */
  waits(source: number): boolean;
  ended(): boolean;
  /** Everything was written. */
  end(): void;
  packetCount(): number;
  issues(): number;
  error(): number;
  errorSource(): number;
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
