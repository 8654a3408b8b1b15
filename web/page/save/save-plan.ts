// What is saved of a capture, and how: the choices of the dialog as the package takes them. No DOM.

import type { ConvertOptions, EditStep } from "packetglass";
import type { Filter } from "../capture/address.js";
import { filterOfMarks, type Marks } from "../list/marks.js";

/** The choices of the dialog. */
export interface SavePlan {
  /** All packets, those that the filter shows, or those that are marked. */
  readonly packets: "all" | "shown" | "marked";
  /** `"same"`: the format of the source. */
  readonly format: "same" | "pcapng" | "nsec" | "usec";
  /** Bytes that are kept of each packet; 0: all. */
  readonly cut: number;
  /** Pseudonyms for addresses and names; what is not understood is zeroed, secrets are dropped. */
  readonly anonymise: boolean;
}

export const SAVE_ALL: SavePlan = { packets: "all", format: "same", cut: 0, anonymise: false };

/** The steps that the choices are. */
export function stepsOf({ cut, anonymise }: SavePlan): EditStep[] {
  // Packets are understood before they are cut.
  return [...(anonymise ? [{ anonymise } as const] : []), ...(cut > 0 ? [{ cut }] : [])];
}

/** The options of `edit` that the choices are. */
export function optionsOf(
  { packets, format }: SavePlan,
  filter: Filter,
  marks: Marks,
): ConvertOptions {
  return {
    ...(packets === "shown" && filter.text !== "" && { filter: filterOf(filter) }),
    ...(packets === "marked" && { filter: filterOfMarks(marks) }),
    ...(format !== "same" && { format }),
  };
}

function filterOf({ language, text }: Filter): NonNullable<ConvertOptions["filter"]> {
  return language === "display" ? text : { bpf: text };
}

const SUFFIX = /(\.(pcapng|pcap|cap|dmp))?(\.(gz|zst|lz4|xz|bz2))?$/i;

/** A name for the file, of that of the source: "office-shown.pcapng". */
export function nameOf(plan: SavePlan, source: string): string {
  const { packets, format, cut, anonymise } = plan;
  const [, suffix = ".pcap"] = SUFFIX.exec(source) ?? [];
  const plain = source.replace(SUFFIX, "");
  const words = [packets !== "all" && packets, anonymise && "anonymised", cut > 0 && "cut"];
  const what = words.map((word) => (word ? `-${word}` : "")).join("");
  const own = format === "same" ? suffix : format === "pcapng" ? ".pcapng" : ".pcap";
  return `${plain}${what || "-copy"}${own}`;
}
