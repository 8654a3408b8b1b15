// What packetglass says of the packets of a capture.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");

/** What `packetglass print` prints; a damaged capture is printed as far as it goes. */
export async function printed(...words) {
  const options = { maxBuffer: 2 ** 30 };
  return promisify(execFile)(binary, ["print", ...words], options).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
}

// What only one of the two shows as a layer, and what is no header of the packet.
const notLayers = new Set(["ethertype", "eth.trailing", "wlan_radio"]);

/** The stack of protocols as both have it. */
export function stackOf(protocols) {
  return protocols.split(":").filter((name) => !notLayers.has(name));
}

const transports = new Set(["tcp", "udp", "sctp", "icmp", "icmpv6", "igmp"]);

/** The stack down to the transport. */
export function lowerStack(protocols) {
  const stack = stackOf(protocols);
  const transport = stack.findIndex((name) => transports.has(name));
  return transport < 0 ? stack : stack.slice(0, transport + 1);
}
