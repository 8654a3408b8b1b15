// What a filter over packets may be.
import { requireOptions } from "../base/option-names.js";
import type { BpfInstruction } from "./bpf-instruction.js";

/** A capture filter, in the language of tcpdump, or the program of one. */
export interface CaptureFilterText {
  readonly bpf: string | readonly BpfInstruction[];
}

/** @internal Throws a TypeError for what is neither a display filter's text nor a capture filter. */
export function requireFilter(filter: string | CaptureFilterText): void {
  if (typeof filter === "string") return;
  if (typeof filter !== "object" || filter === null) {
    throw new TypeError("filter must be a string or { bpf }");
  }
  requireOptions("filter", filter, { bpf: true });
}
