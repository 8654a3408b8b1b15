// The module edit (cpp/wasm/edit_bindings.cpp) as TypeScript sees it.
import type { CoreMemory } from "./core.js";
import type { ConversionArguments, CoreConversion, StreamModule } from "./stream-module.js";

/** One instance of it. */
export interface EditModule extends CoreMemory, Pick<StreamModule, "EventReader"> {
  readonly EditedConversion: new (...conversion: ConversionArguments) => CoreEditing;
  readonly EditTable: new () => CoreEditTable;
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
