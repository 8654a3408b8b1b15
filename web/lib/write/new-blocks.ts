// Blocks of pcapng that are neither sections, interfaces nor packets: names, secrets, statistics.
// draft-ietf-opsawg-pcapng, sections 4.5 to 4.7.

import { type Names, requireOptions } from "../base/option-names.js";
import { requireTicks, requireWord } from "../base/require.js";
import type { InterfaceStatistics, NameRecord, Secrets } from "../record/block.js";
import { addressBytes, hardwareBytes } from "./address.js";
import { BlockBytes } from "./block-bytes.js";
import type { Clock } from "./clock.js";
import { blockOfBody, COMMENT, OptionBytes } from "./option-bytes.js";

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

const NAMES = 4;
const STATISTICS = 5;
const SECRETS = 10;

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
