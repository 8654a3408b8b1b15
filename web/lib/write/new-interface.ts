// An interface of pcapng as it is written: draft-ietf-opsawg-pcapng, section 4.2.

import { type Names, requireOptions } from "../base/option-names.js";
import { requireWord } from "../base/require.js";
import type { Interface } from "../record/interface.js";
import type { NewOption } from "../record/option.js";
import { addressBytes, hardwareBytes } from "./address.js";
import { BlockBytes } from "./block-bytes.js";
import { blockOfBody, COMMENT, OPTIONAL_NAMES, OptionBytes } from "./option-bytes.js";

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

// What was read may be written again, whatever is known of it.
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

const INTERFACE = 1;

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
    const [address = "", mask = "255.255.255.255"] = text.split("/");
    const bytes = [address, mask].flatMap((one) => [...addressBytes("ipv4Addresses", one)]);
    options.add("ipv4Addresses", 4, Uint8Array.from(bytes));
  }
  for (const text of ipv6Addresses) {
    const [address = "", prefix = "128"] = text.split("/");
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
