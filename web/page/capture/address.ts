// The filter in the address of the page: `#filter=` has a display filter, `#bpf=` a capture filter.

/** The languages of filters: Wireshark's and tcpdump's. */
export type FilterLanguage = "display" | "bpf";

/** A filter that is applied; all packets are shown where its text is empty. */
export interface Filter {
  readonly language: FilterLanguage;
  readonly text: string;
}

export const NO_FILTER: Filter = { language: "display", text: "" };

const NAMES = { display: "filter", bpf: "bpf" } as const;

/** The filter in what follows the `#` of an address, with it; a display filter goes before. */
export function filterIn(hash: string): Filter {
  const given = new URLSearchParams(hash.slice(1));
  const bpf = given.get(NAMES.bpf);
  const display = given.get(NAMES.display);
  return display || !bpf
    ? { language: "display", text: display ?? "" }
    : { language: "bpf", text: bpf };
}

/** The address of the page with a filter, without its origin. */
export function addressWith({ language, text }: Filter, { pathname, search }: Location): string {
  if (text === "") return pathname + search;
  return `${pathname}${search}#${new URLSearchParams({ [NAMES[language]]: text })}`;
}

/** Whether two are the same. */
export function isSameFilter(a: Filter, b: Filter): boolean {
  return a.text === b.text && (a.text === "" || a.language === b.language);
}
