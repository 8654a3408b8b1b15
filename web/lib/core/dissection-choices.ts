// How packets are dissected, where the caller chose it.
import type { Names } from "../base/option-names.js";
import { requireTexts } from "../base/require.js";
import type { CoreBuffer } from "./core-buffer.js";

/** How packets are dissected: options of all that dissects. */
export interface DissectionChoices {
  /**
   * What ports and types lead to, as tshark's option `-d` has it: `"tcp.port==8888,http"`, also with
   * ranges as `8000-8010`. Tables are `tcp.port`, `udp.port`, `sctp.port`, `sctp.ppi`, `ethertype`,
   * `ip.proto`, `llc.dsap`, `ppp.protocol`, and `user_dlt` for the link types 147 to 162. Loads the
   * dissectors. What is none of them rejects with a RangeError, which names the nearest.
   */
  readonly decodeAs?: readonly string[];
  /**
   * Which checksums are verified, as tshark's option `-o` has it: `"tcp.check_checksum:TRUE"`. There are
   * `ip.check_checksum`, `tcp.check_checksum`, `udp.check_checksum`, and `sctp.checksum` with the values
   * `None`, `Adler 32`, `CRC 32c` and `Automatic`. Otherwise as `decodeAs`.
   */
  readonly preferences?: readonly string[];
}

/** @internal */
export const CHOICE_NAMES: Names<DissectionChoices> = { decodeAs: true, preferences: true };

/** @internal Throws a TypeError for what is no array of strings. */
export function requireChoices({ decodeAs, preferences }: DissectionChoices): void {
  requireTexts("decodeAs", decodeAs);
  requireTexts("preferences", preferences);
}

/** @internal Those of some options, as they are now. */
export function choicesOf({ decodeAs, preferences }: DissectionChoices): DissectionChoices {
  return { decodeAs: [...(decodeAs ?? [])], preferences: [...(preferences ?? [])] };
}

/** @internal Whether packets are dissected as usual. */
export function isUsual({ decodeAs = [], preferences = [] }: DissectionChoices): boolean {
  return decodeAs.length === 0 && preferences.length === 0;
}

/** @internal Takes choices in its buffer, one by one. */
interface Chosen {
  decodeAs(size: number): number;
  prefer(size: number): number;
}

/** @internal Hands them to an object of the core. Throws a RangeError for one that it does not take. */
export function dissectAs(
  self: Chosen,
  buffer: CoreBuffer,
  { decodeAs = [], preferences = [] }: DissectionChoices,
): void {
  const hand = (name: string, take: (size: number) => number) => (choice: string) => {
    const size = buffer.fill([new TextEncoder().encode(choice)]);
    const { wrong } = buffer.read(take(size)) as { readonly wrong?: string };
    if (wrong !== undefined) throw new RangeError(`options.${name}: ${wrong}`);
  };
  decodeAs.forEach(hand("decodeAs", (size) => self.decodeAs(size)));
  preferences.forEach(hand("preferences", (size) => self.prefer(size)));
}
