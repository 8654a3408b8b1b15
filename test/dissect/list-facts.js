// The captures whose lists are compared, and tshark's lists of them, kept as facts in
// lists.tshark.tsv: blocks of `# capture` lines and the lines of lists.js that these have.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { realFolder } from "../captures/real.js";
import { unsupported } from "./unsupported.js";

const root = join(import.meta.dirname, "../..");
const made = join(root, "test/captures/dissect");
export const shared = realFolder;
const facts = join(import.meta.dirname, "lists.tshark.tsv");

/** Captures made for the comparison: name and path. */
export const madeCaptures = () =>
  readdirSync(made)
    .filter((file) => file.endsWith(".pcap"))
    .map((file) => ({ name: file, path: join(made, file) }));

/** Real captures with tshark's answers that both can read; none where the folder is absent. */
export function realCaptures() {
  if (!existsSync(join(shared, "inventory.tsv"))) return [];
  const [head, ...rows] = readFileSync(join(shared, "inventory.tsv"), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
  return rows
    .map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])))
    .filter(({ path, sha256, format, container }) => {
      const answered = existsSync(join(shared, "dissect", `${sha256}.tsv.gz`));
      const readable = format.startsWith("pcap") && container !== "xz";
      return answered && readable && !unsupported.captures.has(path);
    })
    .map(({ path }) => ({ name: path, path: join(shared, "files", path) }));
}

/** tshark's lines by the name of the capture. */
export function readFacts() {
  const answers = new Map();
  for (const block of readFileSync(facts, "utf8").split("\n\n")) {
    const lines = block.split("\n").filter(Boolean);
    const names = lines.filter((line) => line.startsWith("# ")).map((line) => line.slice(2));
    const answer = lines.filter((line) => !line.startsWith("# "));
    for (const name of names) answers.set(name, answer);
  }
  return answers;
}

/** Captures with the same answers share a block. */
export function factsText(answers) {
  const blocks = new Map();
  for (const [name, lines] of answers) {
    const text = lines.join("\n");
    blocks.set(text, [...(blocks.get(text) ?? []), `# ${name}`]);
  }
  return `${[...blocks].map(([text, names]) => `${names.join("\n")}\n${text}`).join("\n\n")}\n`;
}

const transports = new Set(["tcp", "udp", "sctp", "icmp", "icmpv6", "igmp"]);

/** Whether a line of the hierarchy is about what is inside a transport, or no header. */
export function isBeyondTransport([list, key]) {
  if (list !== "phs") return false;
  const path = key.split(":");
  return (
    path.at(-1) === "data" ||
    path.at(-1).startsWith("_ws.") ||
    path.slice(0, -1).some((name) => transports.has(name))
  );
}
