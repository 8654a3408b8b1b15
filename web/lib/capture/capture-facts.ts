// What is known of a capture without reading a packet: for console.log() and JSON.stringify().

import { jsonOf } from "../base/json.js";
import type { Interface } from "../record/interface.js";
import type { Issue } from "../record/issue.js";
import type { Section } from "../record/section.js";
import type { Compression } from "../source/compression.js";

/** What `JSON.stringify()` writes of a capture, as {@link Jsonable} has it. */
export type CaptureFacts = Readonly<Record<string, unknown>>;

/** @internal What a capture and what stands for it in another thread have in common. */
interface Known {
  readonly length: number;
  readonly size: number;
  readonly compression?: Compression | undefined;
  readonly sections: readonly Section[];
  readonly interfaces: readonly Interface[];
  readonly issueCount: number;
  readonly issues: readonly Issue[];
}

/** @internal Properties of a capture that are at hand, in this order. */
const NAMES = [
  "length",
  "size",
  "compression",
  "sections",
  "interfaces",
  "issueCount",
  "issues",
] as const satisfies readonly (keyof Known)[];

/** @internal As JSON has them. Throws `closed`. */
export function captureJson(capture: Known): CaptureFacts {
  return jsonOf(Object.fromEntries(NAMES.map((name) => [name, capture[name]])));
}

/** @internal As people want to see them: long lists are counted or named. Throws `closed`. */
export function captureShown(capture: Known): object {
  const { length, size, compression, sections, interfaces, issueCount } = capture;
  const some = interfaces
    .slice(0, MOST_SHOWN)
    .map(({ name, linkTypeName }) => name ?? linkTypeName);
  return {
    length,
    size,
    ...(compression && { compression }),
    formats: [...new Set(sections.map(({ format, variant }) => variant || format))],
    interfaces: interfaces.length > MOST_SHOWN ? [...some, "…"] : some,
    issueCount,
  };
}

const MOST_SHOWN = 10;
