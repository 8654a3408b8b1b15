// What the core and the package both have: lists whose order or words cross from one to the other.
// Each stands twice, because C++ and TypeScript share no source; here both are read and compared.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { fieldsOfCore, layersOfCore, tcpFlagsOfCore } from "./layers-of-core.js";

const root = join(import.meta.dirname, "../..");

/** All sources below a folder, as [path, text]. Where a declaration stands does not matter here. */
const sources = (folder, suffix) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => suffix.test(name) && !name.endsWith(".d.ts"))
    .map((name) => [name, readFileSync(join(root, folder, name), "utf8")]);

const core = sources("cpp", /\.(cpp|h)$/);
const lib = sources("web/lib", /\.ts$/);

/** What the only match of a pattern in sources captures, without comments. */
function only(list, pattern) {
  const found = list.map(([, text]) => pattern.exec(text)).filter(Boolean);
  expect([pattern.source, found.length]).toEqual([pattern.source, 1]);
  return found[0][1].replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}

const words = (text) => text.match(/\w+/g) ?? [];
const quoted = (text) => [...text.matchAll(/"([^"]*)"/g)].map(([, word]) => word);

/** Names of an enum's entries with their numbers. */
function numbered(body) {
  let next = 0;
  const entries = body.split(",").filter((entry) => entry.trim() !== "");
  return entries.map((entry) => {
    const [name, number = next] = words(entry);
    next = Number(number) + 1;
    return [name.replace(/^k(?=[A-Z])/, "").toLowerCase(), Number(number)];
  });
}

const enumOfCore = (name) =>
  numbered(only(core, new RegExp(`^ *enum (?:class )?${name}\\b[^;{]*\\{([^}]*)\\}`, "m")));
const enumOfLib = (name) =>
  numbered(only(lib, new RegExp(`^(?:export )?enum ${name} \\{([^}]*)\\}`, "m")));

const enums = [
  ["DescribedSubject", "Subject"],
  ["SortBy", "SortBy"],
  ["Command", "Command"],
  ["PacketFlag", "PacketBit"],
  ["Which", "EventColumn"],
  ["FieldMark", "Mark"],
];

test.each(enums)("enum %s of the core is %s of the package", (ofCore, ofLib) => {
  const entries = enumOfCore(ofCore);
  expect(entries.length).toBeGreaterThan(2);
  expect(enumOfLib(ofLib)).toEqual(entries);
});

test("every enum of the package mirrors one of the core", () => {
  const declared = lib.flatMap(([, text]) =>
    [...text.matchAll(/^(?:export )?(?:const )?enum (\w+)/gm)].map(([, name]) => name),
  );
  expect(declared.sort()).toEqual(enums.map(([, name]) => name).sort());
});

test("descriptions have the same tags", () => {
  const tags = words(only(lib, /const \[((?:[A-Z_]+,?\s*)+)\] =\s*Array\.from\(\{ length: \d+ \}/));
  const plain = tags.map((tag, i) => [tag.replaceAll("_", "").toLowerCase(), i]);
  expect(plain).toEqual(enumOfCore("Tag"));
});

test("marks of a row are those of its description", () => {
  const ofCore = only(core, /(summary\.malformed \? .*\n?.*)\);/);
  const ofLib = only(lib, /((?:\.\.\.\(marks & \d+ && \{ \w+: true as const \}\),?\s*)+)/);
  const bits = (text, pattern) => [...text.matchAll(pattern)].map(([, a, b]) => [a, b].sort());
  const expected = bits(ofCore, /(\w+) \? (\d+)u/g);
  expect(expected.length).toBeGreaterThan(1);
  expect(bits(ofLib, /marks & (\d+) && \{ (\w+)/g)).toEqual(expected);
});

// A word of the package stands for the entry of the core that has its number.
test("choices are in the order of the core", () => {
  const names = (list) => list.map(([name]) => name);
  const custom = quoted(only(lib, /const CUSTOM = \[("auto"[^\]]*)\]/));
  expect(custom.map((word) => ({ auto: "unlesschanged" })[word] ?? word)).toEqual(
    names(enumOfCore("NoCopy")),
  );
  const format = (name) => Number(only(lib, new RegExp(`^const ${name} = (\\d+);`, "m")));
  const formats = ["auto", "pcap", "pcapng"];
  expect(formats.map((name) => [name, format(name.toUpperCase())])).toEqual(
    enumOfCore("CaptureFormat"),
  );
  const orders = quoted(only(lib, /const order = [^;]*(\[[^\]]*\])\.indexOf\(endian\)/));
  expect(orders).toEqual(names(enumOfCore("ByteOrder")));
});

/** The texts that a function or table of the core gives. */
const textsOf = (pattern) => quoted(only(core, pattern));
const union = (name) => quoted(only(lib, new RegExp(`export type ${name} =([^;]*);`)));

/** Why only the package fails. */
const own = [
  ...["limit_reached", "core_failed", "closed", "source_changed", "io", "unsupported_source"],
  ...["body_too_large", "no_summary", "spill_failed"],
];

test("codes of errors are those of the core and the package's own", () => {
  const codes = textsOf(/const char\* name\(ErrorCode code\) \{([\s\S]*?)\n {2}\}\n/);
  expect(codes.length).toBe(enumOfCore("ErrorCode").length);
  expect([...codes, ...own].sort()).toEqual(union("CaptureErrorCode").sort());
});

test("codes of errors are explained in their order", () => {
  const comment = lib.map(([, text]) =>
    /(\/\*\*[^/]*\*\/)\nexport type CaptureErrorCode/.exec(text),
  );
  const [, explained] = comment.find(Boolean);
  const codes = [...explained.matchAll(/^ \* - `(\w+)`/gm)].map(([, code]) => code);
  expect(codes.sort()).toEqual(union("CaptureErrorCode").sort());
});

test("severities are those of the core", () => {
  const names = textsOf(/std::string_view name\(Severity severity\) \{([\s\S]*?)\n {2}\}\n/);
  expect(union("Severity")).toEqual(names);
  expect(names).toEqual(enumOfCore("Severity").map(([name]) => name));
});

test("every kind of issue has its row, in the order of the enum", () => {
  const table = only(core, /^constexpr Entry kKinds\[\] = \{([\s\S]*?)\n\};/m);
  const rows = [...table.matchAll(/\{IssueKind::k(\w+), "(\w+)"/g)].map(([, kind, name]) => [
    kind.toLowerCase(),
    name.replaceAll("_", ""),
  ]);
  expect(rows).toEqual(enumOfCore("IssueKind").map(([name]) => [name, name]));
});

test("layers of lists are those of the core's table", () => {
  const table = only(core, /^constexpr ListLayer kLayers\[\] = \{([\s\S]*?)\n\};/m);
  const layers = [...table.matchAll(/\{"(\w+)", "[^"]*", Source::k(\w+)/g)];
  const names = layers.map(([, name]) => name);
  expect(names.length).toBeGreaterThan(4);
  expect(union("ListLayer")).toEqual(names);
  const transports = layers.filter(([, , source]) => source === "Transports");
  const followed = quoted(only(lib, /readonly layer: ("tcp" \|[^;]*);/));
  expect(followed).toEqual(transports.map(([, name]) => name));
  const enumerated = enumOfCore("Transport").map(([name]) => name);
  expect(["none", ...followed]).toEqual(enumerated);
});

test("compressions are those of the native program", () => {
  const table = only(core, /^constexpr const Compression\* kCompressions\[\] = \{([^}]*)\}/m);
  const all = words(table).map((name) => name.slice(1).toLowerCase());
  expect(union("Compression")).toEqual(all);
});

const texts = [
  ["direction", "kDirections"],
  ["reception", "kReceptions"],
  ["kind?", "kRecordTypes"],
];

test.each(texts)("%s has the texts of %s", (property, table) => {
  const ofCore = textsOf(new RegExp(`string_view ${table}\\[\\] = \\{([^}]*)\\}`));
  const declared = new RegExp(`readonly ${property.replace("?", "\\?")}: ("[^;]*);`);
  expect(quoted(only(lib, declared))).toEqual(ofCore.filter((text) => text !== ""));
});

test("types of blocks that are written are those of the core's table", () => {
  const ofCore = new Map(
    [...only(core, /(kSectionHeader = 0x[\s\S]*?)\n\n/).matchAll(/k(\w+) = (\w+)/g)].map(
      ([, name, number]) => [name, Number(number)],
    ),
  );
  const pairs = {
    SECTION: "SectionHeader",
    INTERFACE: "InterfaceDescription",
    NAMES: "NameResolution",
  };
  Object.assign(pairs, {
    STATISTICS: "InterfaceStatistics",
    SECRETS: "DecryptionSecrets",
  });
  for (const [constant, name] of Object.entries(pairs)) {
    const number = only(lib, new RegExp(`^const ${constant} = (\\w+);`, "m"));
    expect([constant, Number(number)]).toEqual([constant, ofCore.get(name)]);
  }
});

test("link types of packetglass/pcap are in the core's table", () => {
  const known = new Set(
    [...only(core, /kLinkTypes\[\] = \{([\s\S]*?)\n\};/).matchAll(/\{(\d+), "/g)].map(([, n]) => n),
  );
  const numbers = [...only(lib, /^const numbers = \{([^}]*)\}/m).matchAll(/: (\d+)/g)];
  expect(numbers.length).toBeGreaterThan(100);
  expect(numbers.map(([, number]) => number).filter((number) => !known.has(number))).toEqual([]);
});

test("layers and their fields are packed in the order of the core, and unpacked so", () => {
  const tables = new Map(
    [...only(lib, /\nconst LAYERS = \{([^}]*)\}/).matchAll(/(\w+): (\w+),/g)].map(
      ([, layer, table]) => [layer, table],
    ),
  );
  expect([...tables.keys()]).toEqual(layersOfCore());
  const table = (name) =>
    only(lib, new RegExp(`^const ${name}: Fields<[^=]* = \\{([^}]*)\\}`, "m"));
  const fieldsOfLib = (name) =>
    [...table(name).matchAll(/(?:\.\.\.(\w+)|(\w+): )/g)].flatMap(([, all, field]) =>
      all ? fieldsOfLib(all) : [field],
    );
  for (const [name, fields] of [
    ...tables,
    ["dnsQuestion", "DNS_QUESTION"],
    ["dnsRecord", "DNS_RECORD"],
  ]) {
    const ofCore = fieldsOfCore(name).map((field) => field.name);
    expect([name, fieldsOfLib(fields)]).toEqual([name, ofCore]);
    const type = name[0].toUpperCase() + name.slice(1);
    const taken = only(core, new RegExp(`void fields\\(${type}& of\\) \\{\\s*take\\(([^)]*)\\)`));
    const camel = [...taken.matchAll(/of\.(\w+)/g)].map(([, field]) =>
      field.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase()).replace("klass", "class"),
    );
    expect([name, camel]).toEqual([name, ofCore]);
  }
});

test("flags of TCP are those of the core", () => {
  const flags = [...only(lib, /const TCP_FLAGS = \{([^}]*)\}/).matchAll(/(\w+): (\w+)/g)];
  const named = flags.map(([, name, bit]) => [name, Number(bit)]);
  expect(named).toEqual(tcpFlagsOfCore());
  expect(union("TcpFlag")).toEqual(named.map(([name]) => name));
});

test("differences, what they are in, and what makes packets the same are those of the core", () => {
  const pairs = quoted(only(lib, /const PAIR_BY = \[([^\]]*)\]/));
  expect(pairs).toEqual(enumOfCore("PairBy").map(([name]) => name));
  const declared = only(lib, /readonly difference: ("only in A"[^;]*);/);
  expect(quoted(declared)).toEqual(
    textsOf(/name_of\(Difference difference\) \{\s*constexpr [^{]*\{([^}]*)\}/),
  );
  expect(union("Aspect")).toEqual(textsOf(/string_view kNames\[kAspects\] = \{([^}]*)\}/));
});
