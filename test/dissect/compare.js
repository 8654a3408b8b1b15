// Compares our dissection of a packet with tshark's: the fields that both name.

/** Our packet's layers, as `packetglass print --json` has them, as a flat list in their order. */
export function flatten(layers, list = []) {
  for (const item of layers) {
    list.push(item);
    if (item.fields) flatten(item.fields, list);
  }
  return list;
}

/** A value in a form in which ours and tshark's are the same when they mean the same. */
export function plain(value) {
  if (value === true || value === "True") return "1";
  if (value === false || value === "False") return "0";
  // Line ends in the form in which ours are escaped; at the end of a line they say nothing.
  const text = String(value)
    .replace(/\r?\n/g, "\\r\\n")
    .replace(/(\\r|\\n)+$/, "");
  if (/^0x[0-9a-f]+$/i.test(text)) return String(BigInt(text));
  if (/^([0-9a-f]{2}:)+[0-9a-f]{2}$/i.test(text)) return text.replaceAll(":", "").toLowerCase();
  if (/^-?\d+\.\d+$/.test(text)) return String(Number(text));
  if (/^[A-Z][a-z]{2} +\d+, \d{4} [\d:]+\.\d{9} UTC$/.test(text)) return isoTime(text);
  return text;
}

// "Jan  1, 2025 00:00:00.123456789 UTC" as "2025-01-01T00:00:00.123456789Z".
function isoTime(text) {
  const [whole, fraction] = text.split(/\.(\d{9})/);
  return new Date(`${whole} UTC`).toISOString().replace(/\.\d+Z/, `.${fraction}Z`);
}

/** `{name: [values]}` of the fields of a packet that have a value. */
export function valuesByName(fields) {
  const values = new Map();
  for (const { name, value } of fields) {
    if (value === undefined) continue;
    if (!values.has(name)) values.set(name, []);
    values.get(name).push(plain(value));
  }
  return values;
}

/**
 * How the fields of one packet compare: `{same, different}`, each with `{name, ours, theirs}`. A
 * field counts once a packet: all its values, in order. Only what both have a value for counts,
 * and what we have and tshark, which knows the name, has not.
 */
export function compareFields(ours, theirs, knownToTshark) {
  const result = { same: [], different: [] };
  for (const [name, values] of ours) {
    if (!knownToTshark.has(name)) continue;
    const other = theirs.get(name) ?? [];
    const equal = values.length === other.length && values.every((v, i) => v === other[i]);
    result[equal ? "same" : "different"].push({ name, ours: values, theirs: other });
  }
  return result;
}
