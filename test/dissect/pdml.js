// What tshark says of packets: reads its PDML, one packet at a time.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&", "&#x27;": "'" };
const plainText = (text) => text.replace(/&[a-z#0-9]+;/g, (entity) => entities[entity] ?? entity);

// tshark's own words, not fields of a protocol that stands in the packet.
const notProtocols = new Set(["geninfo", "frame", "_ws.short"]);

/**
 * The packets of a capture as tshark dissects them: an async iterable of arrays with an entry
 * `{name, show, offset, size, hidden}` for each field, protocols included, in its order.
 */
export async function* packetsOf(capture, options = []) {
  const tshark = spawn("tshark", ["-n", "-r", capture, "-T", "pdml", ...options], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let fields = [];
  let skipping = false;
  let begun = "";
  for await (const part of createInterface({ input: tshark.stdout })) {
    // Values may have ends of lines in them.
    const line = begun + part;
    begun = /^\s*<field /.test(line) && !line.endsWith(">") ? `${line}\\r\\n` : "";
    if (begun) continue;
    if (line.startsWith("<packet>")) fields = [];
    else if (line.startsWith("</packet>")) yield fields;
    else {
      const element = readElement(line);
      if (element?.tag === "proto") skipping = notProtocols.has(element.name);
      if (element && !skipping) fields.push(element);
    }
  }
}

function readElement(line) {
  const match = /^\s*<(proto|field) /.exec(line);
  if (!match) return undefined;
  const attribute = (name) => {
    const found = new RegExp(` ${name}="([^"]*)"`).exec(line);
    return found && plainText(found[1]);
  };
  return {
    tag: match[1],
    name: attribute("name") ?? "",
    show: attribute("show") ?? "",
    offset: Number(attribute("pos")),
    size: Number(attribute("size")),
    hidden: attribute("hide") === "yes",
  };
}
