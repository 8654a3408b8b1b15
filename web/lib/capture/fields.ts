// The list of fields: what packets may say, and of which type it is.

import { type Jsonable, withJson } from "../base/json.js";
import type { DissectModule } from "../core/core.js";
import { requireAddress } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import { readDescription } from "../core/description.js";

/**
 * The type of a field, as Wireshark calls it behind `FT_`: of whole numbers with their bits.
 * `framenum` is the number of a packet of the capture, `none` a heading that is there or not, and
 * `protocol` the same of a layer. {@link Field.value} says how values of each are given.
 */
export type FieldType =
  | "none"
  | "protocol"
  | "boolean"
  | `${"u" | ""}int${8 | 16 | 24 | 32 | 40 | 48 | 56 | 64}`
  | "framenum"
  | "ether"
  | "ipv4"
  | "ipv6"
  | "string"
  | "bytes"
  | "absolute_time"
  | "relative_time"
  | "double";

/** A field that packets may have. */
export interface KnownField extends Jsonable {
  /** Wireshark's name, such as `"ip.src"`. */
  readonly name: string;
  /** The same for people: `"Source Address"`. */
  readonly title: string;
  readonly type: FieldType;
  /** The layer it is a field of: `"ip"`; `"frame"` of what is known of every packet. */
  readonly protocol: string;
  /** The fields whose values it has, where it stands for several: `"ip.addr"` for source and destination. */
  readonly members?: readonly string[];
  /** What its numbers mean, as far as that is in a table: `{ 6: "TCP" }`. */
  readonly values?: Readonly<Record<number, string>>;
}

/** See put_field_list in cpp/dissect/describe_fields.h. */
type RawField = readonly [
  name: string,
  title: string,
  type: FieldType,
  protocol: string,
  members: readonly string[],
  values: readonly (number | string)[],
];

// The list is one for all instances.
let listed: Promise<readonly KnownField[]> | undefined;

/** @internal The fields whose name begins so. */
export async function fieldsOf(
  load: () => Promise<DissectModule>,
  prefix: string,
): Promise<readonly KnownField[]> {
  if (typeof prefix !== "string") throw new TypeError("prefix must be a string");
  listed ??= read(load);
  const all = await listed.catch((error) => {
    listed = undefined;
    throw error;
  });
  return Object.freeze(all.filter(({ name }) => name.startsWith(prefix)));
}

async function read(load: () => Promise<DissectModule>): Promise<readonly KnownField[]> {
  const core = await load();
  const address = requireAddress(core.fieldList());
  const fields = readDescription(core.HEAPU8, address) as readonly RawField[];
  giveBack(core);
  return fields.map(knownField);
}

function knownField([name, title, type, protocol, members, values]: RawField): KnownField {
  const field = withJson({
    name,
    title,
    type,
    protocol,
    ...(members.length > 0 && { members }),
    ...(values.length > 0 && { values: meanings(values) }),
  });
  return Object.freeze(field);
}

function meanings(values: readonly (number | string)[]): Readonly<Record<number, string>> {
  const all: Record<number, string> = {};
  for (let i = 0; i < values.length; i += 2) all[values[i] as number] ??= values[i + 1] as string;
  return Object.freeze(all);
}
