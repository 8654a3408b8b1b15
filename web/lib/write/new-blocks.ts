// What is written of pcapng beside packets: sections, interfaces, names, secrets, statistics.
// draft-ietf-opsawg-pcapng, sections 4.1, 4.2, 4.5 to 4.7.

import { type Names, requireOptions } from "../base/option-names.js";
import type { InterfaceStatistics, NameRecord, Secrets } from "../record/block.js";
import type { Interface } from "../record/interface.js";
import type { NewOption, Optional } from "../record/option.js";
import type { Section } from "../record/section.js";
import { addressBytes, hardwareBytes } from "./address.js";
import { BlockBytes, blockOfBody, OptionBytes, requireTicks, requireWord } from "./block-bytes.js";
import type { Clock } from "./clock.js";

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

/** An interface to be declared. An {@link Interface} that was read is one too. */
export interface NewInterface {
  /** The LINKTYPE_ number. */
  readonly linkType: number;
  /** Most bytes kept of a packet; 0, which it is by default: all. */
  readonly snaplen?: number;
  /** Ticks per second of its timestamps, a power of ten or of two up to 127. By default 10^9. */
  readonly ticksPerSecond?: number;
  /** Seconds that are added to its timestamps when they are read: `if_tsoffset`. */
  readonly timestampOffset?: bigint;
  /** Bytes of frame check sequence at the end of each packet: `if_fcslen`. */
  readonly fcsLength?: number | undefined;
  /** Comments. */
  readonly comments?: readonly string[];
  /** What the system calls it: `if_name`. */
  readonly name?: string | undefined;
  /** What it is, in words: `if_description`. */
  readonly description?: string | undefined;
  /** Which packets were captured, as an expression, or BPF code: `if_filter`. */
  readonly filter?: string | Uint8Array | undefined;
  /** Bits per second: `if_speed`. */
  readonly speed?: bigint | undefined;
  /** Bits per second when sending: `if_txspeed`. */
  readonly txSpeed?: bigint | undefined;
  /** Bits per second when receiving: `if_rxspeed`. */
  readonly rxSpeed?: bigint | undefined;
  /** Operating system of the machine it is in: `if_os`. */
  readonly os?: string | undefined;
  /** What hardware it is: `if_hardware`. */
  readonly hardware?: string | undefined;
  /** Its hardware address, such as `"02:00:00:00:00:01"`: `if_MACaddr`. */
  readonly macAddress?: string | undefined;
  /** Its hardware address of eight bytes: `if_EUIaddr`. */
  readonly euiAddress?: string | undefined;
  /** Its addresses with masks, such as `"192.0.2.1/255.255.255.0"`: `if_IPv4addr`. */
  readonly ipv4Addresses?: readonly string[];
  /** Its addresses with prefix lengths, such as `"2001:db8::1/64"`: `if_IPv6addr`. */
  readonly ipv6Addresses?: readonly string[];
  /** Its time zone, such as `"Europe/Berlin"`: `if_iana_tzname`. */
  readonly timeZoneName?: string | undefined;
  /** Its time zone, as the obsolete `if_tzone` has it. */
  readonly timeZone?: number | undefined;
  /** Further options, such as those of enterprises. */
  readonly options?: readonly NewOption[];
}

/** Names for one address, as {@link Capture.names} gives them too. */
export interface NewName {
  /** The address: IPv4, IPv6, or a hardware address of six or eight bytes. */
  readonly address?: string;
  /** Its names. */
  readonly names?: readonly string[];
}

/** Keys to what is encrypted, as {@link Capture.secrets} gives them too. */
export interface NewSecrets {
  /** What they are for, as a number: 0x544c534b is a key log of TLS. */
  readonly type: number;
  /** The secrets. */
  readonly bytes: Uint8Array;
}

/**
 * Counters of an interface, as {@link Capture.statistics} gives them too. Their time is `timestamp`,
 * or `ticks` of the interface where these say the same or there is no timestamp.
 */
export type NewStatistics = Partial<InterfaceStatistics>;

// What was read may be written again, whatever is known of it.
const OPTIONAL_NAMES: Names<Optional> = { options: true, comments: true, damaged: true };
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
const INTERFACE_NAMES: Names<NewInterface & Interface> = {
  ...OPTIONAL_NAMES,
  optionsKept: true,
  section: true,
  linkType: true,
  linkTypeName: true,
  linkTypeDescription: true,
  snaplen: true,
  ticksPerSecond: true,
  timestampOffset: true,
  fcsLength: true,
  name: true,
  description: true,
  filter: true,
  speed: true,
  txSpeed: true,
  rxSpeed: true,
  os: true,
  hardware: true,
  macAddress: true,
  euiAddress: true,
  ipv4Addresses: true,
  ipv6Addresses: true,
  timeZone: true,
  timeZoneName: true,
};
const NAME_NAMES: Names<NewName & NameRecord> = {
  address: true,
  names: true,
  type: true,
  kind: true,
  bytes: true,
};
const SECRETS_NAMES: Names<NewSecrets & Secrets> = {
  type: true,
  name: true,
  length: true,
  bytes: true,
};
const STATISTICS_NAMES: Names<NewStatistics> = {
  interfaceId: true,
  timestamp: true,
  timestampText: true,
  ticks: true,
  startTime: true,
  startTimeText: true,
  endTime: true,
  endTimeText: true,
  received: true,
  dropped: true,
  filterAccepted: true,
  osDropped: true,
  delivered: true,
};

const SECTION = 0x0a0d0d0a;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const INTERFACE = 1;
const NAMES = 4;
const STATISTICS = 5;
const SECRETS = 10;
const COMMENT = 1;

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

/** @internal An interface description block. */
export function interfaceBlock(description: NewInterface): Uint8Array {
  requireOptions("interface", description, INTERFACE_NAMES);
  const { linkType, snaplen = 0, ticksPerSecond = 1e9, timestampOffset = 0n } = description;
  if (requireWord("linkType", linkType) > 0xffff) {
    throw new RangeError("linkType must be from 0 to 65535 in pcapng");
  }
  const body = new BlockBytes().u16(linkType).u16(0).u32(requireWord("snaplen", snaplen));
  const options = new OptionBytes(description.options)
    .texts("comments", COMMENT, description.comments)
    .text("name", 2, description.name)
    .text("description", 3, description.description);
  addAddresses(options, description);
  options.u64("speed", 8, description.speed);
  options.add("ticksPerSecond", 9, Uint8Array.of(resolution(ticksPerSecond)));
  options.s32("timeZone", 10, description.timeZone);
  addFilter(options, description.filter);
  options.text("os", 12, description.os);
  addFcsLength(options, description.fcsLength);
  if (timestampOffset !== 0n) {
    options.add("timestampOffset", 14, new BlockBytes().u64(timestampOffset).all);
  }
  options
    .text("hardware", 15, description.hardware)
    .u64("txSpeed", 16, description.txSpeed)
    .u64("rxSpeed", 17, description.rxSpeed)
    .text("timeZoneName", 18, description.timeZoneName)
    .others("options", description.options);
  return blockOfBody(INTERFACE, body, options);
}

const MOST_EXPONENT = 127;

/** @internal if_tsresol: the exponent of a power of ten, or with bit 7 that of a power of two. */
export function resolution(ticksPerSecond: number): number {
  for (let digits = 0; digits <= MOST_EXPONENT; digits += 1) {
    if (Number(`1e${digits}`) === ticksPerSecond) return digits;
  }
  const bits = Math.log2(ticksPerSecond);
  if (Number.isInteger(bits) && bits >= 0 && bits <= MOST_EXPONENT) return 0x80 | bits;
  throw new RangeError("ticksPerSecond must be a power of ten or of two");
}

function addAddresses(options: OptionBytes, description: NewInterface): void {
  const { ipv4Addresses = [], ipv6Addresses = [], macAddress, euiAddress } = description;
  for (const text of ipv4Addresses) {
    const [address, mask = "255.255.255.255"] = text.split("/");
    const bytes = [address, mask].flatMap((one) => [...addressBytes("ipv4Addresses", one)]);
    options.add("ipv4Addresses", 4, Uint8Array.from(bytes));
  }
  for (const text of ipv6Addresses) {
    const [address, prefix = "128"] = text.split("/");
    const bytes = [...addressBytes("ipv6Addresses", address), Number(prefix)];
    options.add("ipv6Addresses", 5, Uint8Array.from(bytes));
  }
  if (macAddress) options.add("macAddress", 6, hardwareBytes("macAddress", macAddress, 6));
  if (euiAddress) options.add("euiAddress", 7, hardwareBytes("euiAddress", euiAddress, 8));
}

function addFilter(options: OptionBytes, filter: string | Uint8Array | undefined): void {
  if (filter === undefined) return;
  const isText = typeof filter === "string";
  const bytes = isText ? new TextEncoder().encode(filter) : filter;
  options.add("filter", 11, Uint8Array.of(isText ? 0 : 1, ...bytes));
}

// The option counts bits.
function addFcsLength(options: OptionBytes, length: number | undefined): void {
  if (length === undefined) return;
  if (requireWord("fcsLength", length) > 31) throw new RangeError("fcsLength must be at most 31");
  options.add("fcsLength", 13, Uint8Array.of(8 * length));
}

/** @internal A name resolution block. */
export function namesBlock(names: Iterable<NewName>, comments?: readonly string[]): Uint8Array {
  const body = new BlockBytes();
  for (const each of names) {
    requireOptions("name", each, NAME_NAMES);
    const { address, names: all = [] } = each;
    if (address === undefined) continue;
    const { type, bytes } = nameAddress(address);
    const texts = new TextEncoder().encode(all.map((name) => `${name}\0`).join(""));
    const length = bytes.length + texts.length;
    if (length > 0xffff) throw new RangeError(`names of ${address} must have fewer than 64 KiB`);
    body.u16(type).u16(length).bytes(bytes).bytes(texts).pad();
  }
  body.u32(0);
  return blockOfBody(NAMES, body, new OptionBytes().texts("comments", COMMENT, comments));
}

// Types of records by what the address is.
function nameAddress(text: string): { type: number; bytes: Uint8Array } {
  const isHardware = /^[0-9a-f]{2}([:-][0-9a-f]{2})+$/i.test(text) && !text.includes("::");
  if (isHardware && text.length === 17) {
    return { type: 3, bytes: hardwareBytes("address", text, 6) };
  }
  if (isHardware && text.length === 23 && text.includes("-")) {
    return { type: 4, bytes: hardwareBytes("address", text, 8) };
  }
  const bytes = addressBytes("address", text);
  return { type: bytes.length === 4 ? 1 : 2, bytes };
}

/** @internal A decryption secrets block. */
export function secretsBlock(secrets: NewSecrets, comments?: readonly string[]): Uint8Array {
  requireOptions("secrets", secrets, SECRETS_NAMES);
  const { type, bytes } = secrets;
  const body = new BlockBytes().u32(requireWord("type", type)).u32(bytes.length).bytes(bytes).pad();
  return blockOfBody(SECRETS, body, new OptionBytes().texts("comments", COMMENT, comments));
}

/** @internal An interface statistics block; the clock is that of the interface. */
export function statisticsBlock(
  statistics: NewStatistics,
  clock: Clock,
  comments?: readonly string[],
): Uint8Array {
  requireOptions("statistics", statistics, STATISTICS_NAMES);
  const { interfaceId = 0, startTime, endTime } = statistics;
  const body = new BlockBytes()
    .u32(requireWord("interfaceId", interfaceId))
    .ticks(timeOf(statistics, clock));
  const options = new OptionBytes().texts("comments", COMMENT, comments);
  const time = (name: string, value: bigint) =>
    new BlockBytes().ticks(clock.ticks(name, value)).all;
  if (startTime !== undefined) options.add("startTime", 2, time("startTime", startTime));
  if (endTime !== undefined) options.add("endTime", 3, time("endTime", endTime));
  options
    .u64("received", 4, statistics.received)
    .u64("dropped", 5, statistics.dropped)
    .u64("filterAccepted", 6, statistics.filterAccepted)
    .u64("osDropped", 7, statistics.osDropped)
    .u64("delivered", 8, statistics.delivered);
  return blockOfBody(STATISTICS, body, options);
}

// Ticks that were read are exact, and may be of a time that nanoseconds cannot say.
function timeOf({ timestamp, ticks }: NewStatistics, clock: Clock): bigint {
  const isAsRead = ticks !== undefined && timestamp === undefined;
  if (ticks !== undefined && (isAsRead || clock.time(requireTicks("ticks", ticks)) === timestamp)) {
    return requireTicks("ticks", ticks);
  }
  if (typeof timestamp !== "bigint") throw new TypeError("timestamp must be a bigint");
  return clock.ticks("timestamp", timestamp);
}
