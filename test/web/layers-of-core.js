// The layers of cpp/edit/build/layers.h, read from its source: their fields with names as JavaScript has
// them, types and bits.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const header = readFileSync(
  join(import.meta.dirname, "../../cpp/edit/build/layers.h"),
  "utf8",
).replaceAll("\r", "");

const camel = (name) => name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());
const lower = (name) => name[0].toLowerCase() + name.slice(1);

/** Structs of layers.h by name: their lines. */
const structs = new Map(
  [...header.matchAll(/^struct (\w+) \{\n([\s\S]*?)^\};/gm)].map(([, name, body]) => [name, body]),
);

/** The names of all layers, in the order of AnyLayer. */
export function layersOfCore() {
  return wordsOf(/using AnyLayer =\s*std::variant<([^>]*)>/).map(lower);
}

function wordsOf(pattern) {
  return pattern.exec(header)[1].match(/\w+/g);
}

/** The fields of a layer or record: {name, type, bits}, bits of numbers alone. */
export function fieldsOfCore(layer) {
  const [, body] = [...structs].find(([name]) => lower(name) === layer);
  const lines = body.split("\n").filter((line) => line.includes(";"));
  return lines.map((line) => {
    const [, declared, name] = /^\s*([\w:<>]+) (\w+)/.exec(line);
    const type = declared.replace(/^std::optional<(.*)>$/, "$1").replace(/^std::/, "");
    return { name: name === "klass" ? "class" : camel(name), type, bits: bitsOf(type, line) };
  });
}

// A comment says where a number has fewer than its type.
function bitsOf(type, line) {
  const whole = /^uint(\d+)_t$/.exec(type);
  const said = /\b(\d+) bits/.exec(line);
  return whole ? Number(said?.[1] ?? whole[1]) : undefined;
}

/** Each list of records of DNS: [record, list, fields]. */
export function recordsOfCore() {
  const lists = fieldsOfCore("dns").filter(({ type }) => type.startsWith("vector<"));
  return lists.map(({ name, type }) => {
    const record = lower(/<(\w+)>/.exec(type)[1]);
    return [record, name, fieldsOfCore(record)];
  });
}

/** The flags of TCP: [name, bit]. */
export function tcpFlagsOfCore() {
  const body = /enum TcpFlag[^{]*\{([^}]*)\}/.exec(header)[1];
  return [...body.matchAll(/k(\w+) = (\w+)/g)].map(([, name, bit]) => [lower(name), Number(bit)]);
}
