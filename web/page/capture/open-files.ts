// The files that are open at once, each with its filter, and which of them is shown. No DOM.

import type { Progress } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";
import type { Filter } from "./address.js";
import type { Failure } from "./capture-failure.js";
import type { Choice } from "./obtain-source.js";

/** What is shown of a file: that it is being opened, why it failed, or its capture. */
export type View =
  | { kind: "opening"; name: string; since: number; progress?: Progress }
  | { kind: "failed"; name: string; failure: Failure; choice?: Choice }
  | {
      kind: "open";
      name: string;
      capture: RemoteCapture;
      choice: Choice;
      reading?: Progress;
      failure?: Failure;
    };

/** One of them. */
export interface OpenFile {
  /** By which it is known; no other file ever has it. */
  readonly id: number;
  readonly view: View;
  readonly filter: Filter;
  /** Stops what is still read of it, and closes its capture. */
  readonly end: () => void;
}

export interface OpenFiles {
  /** In the order in which they were opened. */
  readonly files: readonly OpenFile[];
  /** Their ids in the order in which they were last shown: the last one is shown now. */
  readonly shown: readonly number[];
}

export const NO_FILES: OpenFiles = { files: [], shown: [] };

/** The one that is shown; undefined where none is open. */
export function currentOf({ files, shown }: OpenFiles): OpenFile | undefined {
  return files.find(({ id }) => id === shown.at(-1));
}

/** With one more, which is shown. What could not be opened before makes way for it. */
export function withFile(all: OpenFiles, file: OpenFile): OpenFiles {
  const failed = all.files.filter(({ view }) => view.kind === "failed");
  const { files, shown } = failed.reduce((left, { id }) => withoutFile(left, id), all);
  return { files: [...files, file], shown: [...shown, file.id] };
}

/** Without one: where it was shown, the one that was shown before it is. */
export function withoutFile({ files, shown }: OpenFiles, id: number): OpenFiles {
  return {
    files: files.filter((file) => file.id !== id),
    shown: shown.filter((one) => one !== id),
  };
}

/** With one of them shown. */
export function withShown({ files, shown }: OpenFiles, id: number): OpenFiles {
  if (!files.some((file) => file.id === id)) return { files, shown };
  return { files, shown: [...shown.filter((one) => one !== id), id] };
}

/** With another view or filter of one of them. */
export function withChange(
  { files, shown }: OpenFiles,
  id: number,
  change: Partial<Omit<OpenFile, "id">>,
): OpenFiles {
  return { files: files.map((file) => (file.id === id ? { ...file, ...change } : file)), shown };
}
