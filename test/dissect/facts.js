// What tshark says of a capture, kept as facts: one line for each field of each packet.
import { execFileSync } from "node:child_process";
import { valuesByName } from "./compare.js";
import { packetsOf } from "./pdml.js";

const columns = ["_ws.col.Source", "_ws.col.Destination", "_ws.col.Protocol", "_ws.col.Info"];

// Fields that Wireshark hides, but that people filter by.
const usedHidden = /^(http|ftp|smtp|pop|imap|irc)\./;

/** Lines `packet TAB field TAB values`, the columns and the stack of protocols first. */
export async function askTshark(capture) {
  const fields = [...columns, "frame.protocols"];
  const words = ["-n", "-r", capture, "-T", "fields", ...fields.flatMap((name) => ["-e", name])];
  const options = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] };
  const rows = execFileSync("tshark", words, options).split("\n");
  const lines = [];
  let number = 0;
  for await (const packet of packetsOf(capture)) {
    const values = rows[number++].split("\t");
    fields.forEach((name, i) => {
      lines.push([number, name, values[i]]);
    });
    const shown = packet.filter(
      ({ tag, name, hidden }) => tag === "field" && name && (!hidden || usedHidden.test(name)),
    );
    const named = valuesByName(shown.map(({ name, show }) => ({ name, value: show })));
    for (const [name, list] of named) lines.push([number, name, list.join(",")]);
  }
  return `${lines.map((line) => line.join("\t")).join("\n")}\n`;
}

/** Some fields of each packet as tshark says them under these preferences: a line of them each. */
export function askFields(capture, preferences, fields) {
  const set = preferences.flatMap((each) => ["-o", each]);
  const asked = fields.flatMap((name) => ["-e", name]);
  const words = ["-n", "-r", capture, ...set, "-T", "fields", "-E", "header=y", ...asked];
  return execFileSync("tshark", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** The facts of such lines: for each packet a map from names to text. */
export function readFacts(text) {
  const packets = [];
  for (const line of text.split("\n").filter(Boolean)) {
    const [number, name, value] = line.split("\t");
    packets[number - 1] ??= new Map();
    packets[number - 1].set(name, value);
  }
  return packets;
}
