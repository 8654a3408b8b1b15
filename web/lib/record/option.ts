// Options of pcapng: draft-ietf-opsawg-pcapng, section 3.5.

/** One option of a block, as it stands there. */
export interface Option {
  /** Its code; what that means depends on the type of the block. */
  readonly code: number;
  /** Its name in the draft, such as `"if_name"`; undefined where the draft has none. */
  readonly name?: string;
  /**
   * What it says. Texts and addresses are strings, numbers of up to 32 bits are numbers, those of
   * 64 bits and times (in ticks of the interface) are bigints; data of custom options and the code
   * of a filter are bytes. Undefined where the code is not known or the length is wrong.
   */
  readonly value?: string | number | bigint | Uint8Array | Hash | Verdict | Thread;
  /** Private enterprise number, of custom options. */
  readonly enterprise?: number;
  /** Its bytes, without padding. */
  readonly bytes: Uint8Array;
}

/**
 * An option to be written in addition to what has fields. An {@link Option} that was read is one too: where
 * it has a `value` and is of no enterprise, the field says it, and it is passed over.
 */
export interface NewOption {
  /** Its code, from 1. */
  readonly code: number;
  /** Private enterprise number, of custom options: 2988, 2989, 19372 and 19373. */
  readonly enterprise?: number;
  /** What a custom option says: text, or bytes. */
  readonly value?: Option["value"];
  /** The bytes of any other option, which are written as they stand. */
  readonly bytes?: Uint8Array;
}

/** A hash over a packet: the value of an `epb_hash`. */
export interface Hash {
  /** The algorithm, as a number. */
  readonly kind: number;
  /** Name of the algorithm, such as `"CRC32"`; undefined where the number is not known. */
  readonly name?: string;
  /** The hash. */
  readonly bytes: Uint8Array;
}

/** What somebody decided about a packet: the value of an `epb_verdict`. */
export interface Verdict {
  /** Who decided, as a number. */
  readonly kind: number;
  /** Who decided: `"hardware"`, `"eBPF TC"`, `"XDP"`; undefined where the number is not known. */
  readonly name?: string;
  /** What was decided; undefined for hardware, whose verdicts may be any bytes. */
  readonly value?: bigint;
  /** What was decided, as it stands there. */
  readonly bytes: Uint8Array;
}

/** Where a packet comes from or goes to: the value of an `epb_processid_threadid`. */
export interface Thread {
  /** Process that has the packet. */
  readonly processId: number;
  /** Thread that has the packet. */
  readonly threadId: number;
}

/** What everything that may have options says of them. */
export interface Optional {
  /** All its options in their order, those that have accessors too; none in classic pcap. */
  readonly options: readonly Option[];
  /** Its comments. */
  readonly comments: readonly string[];
  /** Whether something in it, such as its list of options, does not fit: what could be read is. */
  readonly damaged: boolean;
}

/** What has options in a block of its own, as the core describes it. */
export interface RawDeclared {
  readonly optionsKept: boolean;
  readonly offset: number;
  readonly blockSize: number;
}

/** The same as the core describes it. */
export interface RawOptional {
  readonly options: readonly Option[];
  readonly damaged?: true;
}

/** @internal The common fields of something with options. */
export function optional({ options, damaged }: RawOptional): Optional {
  return { options, comments: texts(options, "opt_comment"), damaged: damaged === true };
}

/** @internal The values of all options of this name, but for those of a wrong length. */
export function valuesOf(options: readonly Option[], name: string): Option["value"][] {
  return options
    .filter((option) => option.name === name && option.value !== undefined)
    .map(({ value }) => value);
}

/** @internal The value of the first such option: the caller knows the type of its values. */
export function firstValue<Value extends Option["value"]>(
  options: readonly Option[],
  name: string,
): Value | undefined {
  return valuesOf(options, name)[0] as Value | undefined;
}

/** @internal The values of options that are texts. */
export function texts(options: readonly Option[], name: string): readonly string[] {
  return Object.freeze(valuesOf(options, name)) as readonly string[];
}
