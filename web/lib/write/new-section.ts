// A section of pcapng as it is written: draft-ietf-opsawg-pcapng, section 4.1.

import { type Names, requireOptions } from "../base/option-names.js";
import type { NewOption } from "../record/option.js";
import type { Section } from "../record/section.js";
import { BlockBytes } from "./block-bytes.js";
import { blockOfBody, COMMENT, OPTIONAL_NAMES, OptionBytes } from "./option-bytes.js";

/** What a section says of itself. A {@link Section} that was read is one too. */
export interface NewSection {
  /** Comments. */
  readonly comments?: readonly string[];
  /** The machine that captured: `shb_hardware`. */
  readonly hardware?: string | undefined;
  /** Its operating system: `shb_os`. */
  readonly os?: string | undefined;
  /** The program that captured: `shb_userappl`. */
  readonly userApplication?: string | undefined;
  /** Further options, such as those of enterprises. */
  readonly options?: readonly NewOption[];
}

// What was read may be written again, whatever is known of it.
const SECTION_NAMES: Names<NewSection & Section> = {
  ...OPTIONAL_NAMES,
  optionsKept: true,
  format: true,
  variant: true,
  byteOrder: true,
  magic: true,
  versionMajor: true,
  versionMinor: true,
  thiszone: true,
  sigfigs: true,
  snaplen: true,
  linkTypeWord: true,
  recordsLength: true,
  sectionLength: true,
  offset: true,
  hardware: true,
  os: true,
  userApplication: true,
};

const SECTION = 0x0a0d0d0a;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** @internal A section header block. */
export function sectionBlock(section: NewSection): Uint8Array {
  requireOptions("section", section, SECTION_NAMES);
  const body = new BlockBytes().u32(BYTE_ORDER_MAGIC).u16(1).u16(0).u64(-1n);
  const options = new OptionBytes(section.options)
    .texts("comments", COMMENT, section.comments)
    .text("hardware", 2, section.hardware)
    .text("os", 3, section.os)
    .text("userApplication", 4, section.userApplication)
    .others("options", section.options);
  return blockOfBody(SECTION, body, options);
}
