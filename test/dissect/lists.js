// Conversations, endpoints and the protocol hierarchy of a capture: what tshark says, and what we
// say, as lines `list TAB key TAB value` that can be compared.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");
const run = promisify(execFile);

/** tshark's names of the layers, and ours. */
const layers = new Map([
  ["eth", "ethernet"],
  ["wlan", "wlan"],
  ["ip", "ipv4"],
  ["ipv6", "ipv6"],
  ["tcp", "tcp"],
  ["udp", "udp"],
  ["sctp", "sctp"],
]);

const titles = new Map([
  ["Ethernet", "ethernet"],
  ["IEEE 802.11", "wlan"],
  ["IPv4", "ipv4"],
  ["IPv6", "ipv6"],
  ["TCP", "tcp"],
  ["UDP", "udp"],
  ["SCTP", "sctp"],
]);

// What tshark shows as layers, and is no header of the packet.
const notLayers = new Set(["wlan_radio", "pkt_comment", "text"]);

// Packets are looked at one by one, as ours are.
const alone = ["tcp.desegment_tcp_streams", "ip.defragment", "ipv6.defragment", "wlan.defragment"];

/** A conversation is the same from both sides: the side that sorts first is the first. */
function conversationLine(layer, [a, b], [ab, ba], rest) {
  const turned = b < a;
  const key = turned ? `${b} ${a}` : `${a} ${b}`;
  return [`conv ${layer}`, key, [...(turned ? [ba, ab] : [ab, ba]), rest].join(" ")];
}

/** tshark rounds down from 10,000 bytes on: "12 kB". */
export function roundedBytes(bytes) {
  if (bytes < 10_000) return `${bytes} bytes`;
  return bytes < 10_000_000 ? `${Math.floor(bytes / 1e3)} kB` : `${Math.floor(bytes / 1e6)} MB`;
}

const conversation =
  /^(\S+)\s+<-> (\S+)\s+(\d+) (-?\d+ \w+)\s+(\d+) (-?\d+ \w+)\s+\d+ -?\d+ \w+\s+\S+\s+([\d.]+)$/;

function conversationOf(layer, line) {
  const [, a, b, packetsBa, bytesBa, packetsAb, bytesAb, duration] = conversation.exec(line);
  const sums = [`${packetsAb} ${bytesAb}`, `${packetsBa} ${bytesBa}`];
  return conversationLine(layer, [a, b], sums, Number(duration).toFixed(4));
}

function endpointOf(layer, line) {
  const words = line.trim().split(/\s+/);
  const [packets, bytes, ...sentAndReceived] = words.slice(-6);
  return [
    `end ${layer}`,
    words.slice(0, -6).join(":"),
    [packets, bytes, ...sentAndReceived].join(" "),
  ];
}

/** Lines of the hierarchy are as deep as they are indented. */
function hierarchyReader() {
  const path = [];
  return (line) => {
    const [, indent, name, packets, bytes] = /^( *)(\S+)\s+frames:(\d+) bytes:(\d+)$/.exec(line);
    path.splice(indent.length / 2, path.length, name);
    return ["phs", path.join(":"), `${packets} ${bytes}`];
  };
}

function readTshark(text) {
  const lines = [];
  let read;
  for (const line of text.split("\n")) {
    const title = /^(.*) (Conversations|Endpoints)$/.exec(line);
    if (line.startsWith("===") || line === "") {
      if (line !== "") read = undefined;
    } else if (title) {
      const of = title[2] === "Endpoints" ? endpointOf : conversationOf;
      read = (row) => of(titles.get(title[1]), row);
    } else if (line === "Protocol Hierarchy Statistics") {
      read = hierarchyReader();
    } else if (read && !/^Filter:|^\s+\||^\s+Frames/.test(line) && !line.includes("| ")) {
      lines.push(read(line));
    }
  }
  return lines;
}

/** The hierarchy without what is no layer: what is inside of it is inside of what is around it. */
function withoutNotLayers(lines) {
  const sums = new Map();
  for (const [, path, value] of lines) {
    const names = path.split(":");
    if (notLayers.has(names.at(-1))) continue;
    const key = names.filter((name) => !notLayers.has(name)).join(":");
    const before = sums.get(key) ?? [0, 0];
    sums.set(
      key,
      value.split(" ").map((number, i) => Number(number) + before[i]),
    );
  }
  return [...sums].map(([key, value]) => ["phs", key, value.join(" ")]);
}

/** What tshark says. */
export async function askTshark(capture) {
  const words = ["-n", "-q", "-r", capture, ...alone.flatMap((name) => ["-o", `${name}:FALSE`])];
  for (const layer of layers.keys()) {
    words.push("-z", `conv,${layer}`, "-z", `endpoints,${layer}`);
  }
  const { stdout } = await run("tshark", [...words, "-z", "io,phs"], { maxBuffer: 2 ** 28 }).catch(
    (error) => error,
  );
  const lines = readTshark(stdout);
  const isHierarchy = ([list]) => list === "phs";
  return sorted([
    ...lines.filter((line) => !isHierarchy(line)),
    ...withoutNotLayers(lines.filter(isHierarchy)),
  ]);
}

const sorted = (lines) => lines.map((line) => line.join("\t")).sort();

async function ask(command, capture) {
  // A damaged capture is listed as far as it goes.
  const { stdout } = await run(binary, [command, "--json", capture], { maxBuffer: 2 ** 28 }).catch(
    (error) => error,
  );
  return JSON.parse(stdout) ?? [];
}

/** Our "ip" is tshark's two. */
const tsharkLayer = ({ layer }, address) =>
  layer !== "ip" ? layer : address.includes(":") ? "ipv6" : "ipv4";

const withPort = (address, port) => (port === null ? address : `${address}:${port}`);

function ourConversation(row) {
  const ends = [withPort(row.address_a, row.port_a), withPort(row.address_b, row.port_b)];
  const sums = [
    `${row.packets_ab} ${roundedBytes(row.bytes_ab)}`,
    `${row.packets_ba} ${roundedBytes(row.bytes_ba)}`,
  ];
  return conversationLine(
    tsharkLayer(row, row.address_a),
    ends,
    sums,
    Number(row.duration).toFixed(4),
  );
}

function ourEndpoint(row) {
  const sums = [row.packets, row.bytes, row.sent_packets, row.sent_bytes];
  return [
    `end ${tsharkLayer(row, row.address)}`,
    withPort(row.address, row.port),
    [...sums, row.received_packets, row.received_bytes].join(" "),
  ];
}

const ourHierarchy = (layers, around = []) =>
  layers.flatMap(({ protocol, packets, bytes, children }) => [
    ["phs", [...around, protocol].join(":"), `${packets} ${bytes}`],
    ...ourHierarchy(children, [...around, protocol]),
  ]);

/** What we say. */
export async function askOurs(capture) {
  return sorted([
    ...(await ask("conversations", capture)).map(ourConversation),
    ...(await ask("endpoints", capture)).map(ourEndpoint),
    ...ourHierarchy((await ask("hierarchy", capture)).children ?? []),
  ]);
}
