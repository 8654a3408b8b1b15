// The steps of an edit: the table of cpp/edit/edits.cpp, with the types of their values.

/**
 * What each step takes: `{ cut: 96 }`. Those without a value take `true`. Of steps that natively read a
 * file, the value is its content. Steps marked pcapng make a classic capture pcapng first.
 */
export interface EditSteps {
  /** Keep the first bytes of each packet; the original length stays. */
  cut: number;
  /** Keep each packet up to the end of the layer of this name: `"tcp"`. */
  cutAfter: string;
  /** Take bytes from the front of each packet; `-4` from its end, `"14:4"` four from offset 14. */
  chop: number | string;
  /**
   * Drop packets that are the same as one of the last so many (`5`), or of so long ago (`"100ms"`).
   * `"5,ttl,checksum,skip=14"`: these do not count.
   */
  dedup: number | string;
  /** Add a duration to each time: `"1.5s"`, `"-2h"`, `"100ms"`. */
  shift: string;
  /** Move all times so that the first packet has this one: `"2024-01-31T10:00:00Z"`. */
  firstTime: string;
  /** Each packet comes this long behind the one before it. */
  interval: string;
  /** A packet earlier than the one before it gets that one's time and this much more: `"1us"`. */
  strictTimes: string;
  /** pcapng: write times in `"s"`, `"ms"`, `"us"`, `"ns"`. */
  resolution: string;
  /** Give addresses of IPv4 and IPv6 others: `"10.0.0.0/8=172.0.0.0/8"`. */
  rewriteIp: string;
  /** Give MAC addresses others: `"00:00:5e:00:53:01=02:00:00:00:00:01"`. */
  rewriteMac: string;
  /** Give ports others: `"80=8080, dst:5000-5009=6000-6009"`. */
  rewritePort: string;
  /** Give VLAN tags other ids: `"100=200"`. */
  rewriteVlan: string;
  /** Correct checksums of all layers, also in tunnels. */
  fixChecksums: true;
  /**
   * Remove all headers of a kind, and of tunnels what is around them: `"vlan"`, `"mpls"`, `"pppoe"`,
   * `"vxlan"`, `"gre"`, `"geneve"`, `"gtp"`, `"etherip"`, `"l2tp"`, `"teredo"`, `"ipip"`;
   * `"outer:vlan"` the outermost one alone.
   */
  strip: string;
  /** Put a tag of 802.1Q into each packet of Ethernet: an id, or `"100,5"` with a priority. */
  addVlan: number | string;
  /** Put a label of MPLS before each packet of IP: a label, or `"16,64"` with a TTL. */
  addMpls: number | string;
  /** Put each packet of Ethernet into one of VXLAN: `"7,192.0.2.1,192.0.2.2"`. */
  addVxlan: string;
  /** Put each packet of IP into one of GRE: `"192.0.2.1,192.0.2.2"`. */
  addGre: string;
  /** pcapng: call an interface so, by its number: `"0:eth0"`. */
  interfaceName: string;
  /** pcapng: describe an interface: `"0:uplink"`. */
  interfaceDescription: string;
  /** pcapng: add a comment to an interface: `"0:text"`. */
  interfaceComment: string;
  /** Say that all packets are of this link type, by number or name. */
  linkType: number | string;
  /** pcapng: add a comment to the capture's first section. */
  captureComment: string;
  /** pcapng: add a comment to the packet of this number: `"12:text"`. */
  packetComment: string;
  /** Drop all comments. */
  dropComments: true;
  /** pcapng: put in the names of a hosts file, lines like `192.0.2.1 name`. */
  names: string;
  /** Drop name resolution blocks. */
  dropNames: true;
  /** pcapng: put in the secrets of a key log of TLS or WireGuard. */
  secrets: string;
  /** Drop decryption secrets. */
  dropSecrets: true;
  /** Drop custom blocks and custom options. */
  dropCustom: true;
  /**
   * Give pseudonyms to addresses and names, and zero what is not understood: `true`, or words as
   * `packetglass anonymise --help` has them, `"key=HEX,payload=cut"`. Without a key of 32 bytes in
   * hexadecimal one is made at random, and forgotten.
   */
  anonymise: string | true;
}

/** One step, by its name: `{ shift: "-2h" }`. */
export type EditStep = {
  readonly [Name in keyof EditSteps]: { readonly [Only in Name]: EditSteps[Name] };
}[keyof EditSteps];

/** @internal The name that the core's table has for a step, and the value as text. */
export function wordsOf(step: EditStep): [name: string, value: string] {
  const entries = Object.entries(step ?? {}) as [string, unknown][];
  const [[name, value] = ["", undefined], ...more] = entries;
  if (name === "" || more.length > 0) {
    throw new TypeError("A step must be an object with one name: { cut: 96 }");
  }
  if (!["number", "string"].includes(typeof value) && value !== true) {
    throw new TypeError(`The step ${name} takes a number, a text or true`);
  }
  const words = name === "anonymise" ? withKey(text(value)) : text(value);
  return [name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), words];
}

// The core has no randomness of its own.
function withKey(words: string): string {
  if (/(^|,)key=/.test(words)) return words;
  const key = crypto.getRandomValues(new Uint8Array(32));
  const digits = Array.from(key, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return words === "" ? `key=${digits}` : `key=${digits},${words}`;
}

function text(value: unknown): string {
  return value === true ? "" : String(value);
}
