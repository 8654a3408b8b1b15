// The pcapng captures of this folder, made byte by byte; draft-ietf-opsawg-pcapng.

/** The blocks of a section in one byte order. Lengths of a block may lie. */
export class Blocks {
  constructor(bigEndian) {
    this.bigEndian = bigEndian;
  }
  u16 = (value) => this.#number(2, "UInt16", value);
  u32 = (value) => this.#number(4, "UInt32", value >>> 0);
  u64 = (value) => this.#number(8, "BigUInt64", BigInt.asUintN(64, BigInt(value)));

  #number(size, name, value) {
    const bytes = Buffer.alloc(size);
    bytes[`write${name}${this.bigEndian ? "BE" : "LE"}`](value);
    return bytes;
  }
  option(code, value) {
    const bytes = Buffer.from(value);
    return Buffer.concat([this.u16(code), this.u16(bytes.length), padded(bytes)]);
  }
  /** Options and their end; nothing where there are none. */
  options(list) {
    const all = Object.entries(list).map(([code, value]) => this.option(Number(code), value));
    return all.length === 0 ? Buffer.alloc(0) : Buffer.concat([...all, this.u32(0)]);
  }
  block(type, parts, { first, second } = {}) {
    const body = padded(Buffer.concat(parts));
    const length = first ?? body.length + 12;
    return Buffer.concat([this.u32(type), this.u32(length), body, this.u32(second ?? length)]);
  }
  section(options = {}, version = [1, 0], lie = {}) {
    const fields = [this.u32(0x1a2b3c4d), ...version.map(this.u16), this.u64(-1)];
    return this.block(0x0a0d0d0a, [...fields, this.options(options)], lie);
  }
  interface({ linkType = 1, snaplen = 262144, options = {} } = {}) {
    const fields = [this.u16(linkType), this.u16(0), this.u32(snaplen)];
    return this.block(1, [...fields, this.options(options)]);
  }
  #packet({ ticks, bytes, captured = bytes.length, original = bytes.length, options = {} }) {
    const words = [ticks >> 32n, ticks & 0xffffffffn, captured, original];
    const fields = words.map((word) => this.u32(Number(word)));
    return [...fields, padded(bytes), this.options(options)];
  }
  enhanced({ interfaceId = 0, ...packet }, lie = {}) {
    return this.block(6, [this.u32(interfaceId), ...this.#packet(packet)], lie);
  }
  obsolete({ interfaceId = 0, drops = 0xffff, ...packet }) {
    return this.block(2, [this.u16(interfaceId), this.u16(drops), ...this.#packet(packet)]);
  }
  simple(bytes, original = bytes.length) {
    return this.block(3, [this.u32(original), bytes]);
  }
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

const TIME = 1_700_000_000n;

/** By name, without extension. `datagram` makes a packet of a text. */
export function pcapngCaptures(datagram) {
  const texts = ["first", "the second one is longer", ""];
  const little = new Blocks(false);
  const big = new Blocks(true);

  const packets = (perSecond = 1_000_000n) =>
    texts.map((text, i) => ({
      ticks: TIME * perSecond + BigInt(i) * (perSecond - 1n),
      bytes: datagram(text),
    }));

  const described = (make) => {
    const speed = make.u64(1_000_000_000);
    const interfaceOptions = {
      2: "eth0",
      3: "a made-up interface",
      4: [192, 0, 2, 1, 255, 255, 255, 0],
      6: [2, 0, 0, 0, 0, 1],
      8: speed,
      9: [9],
      11: "\0udp port 9",
      12: "no real system",
    };
    const flags = { 1: "a comment", 2: make.u32(1), 4: make.u64(0) };
    const [first, ...others] = packets(1_000_000_000n);
    return Buffer.concat([
      make.section({ 1: "made by make.mjs", 2: "none", 3: "no real system", 4: "make.mjs" }),
      make.interface({ options: interfaceOptions }),
      make.enhanced({ ...first, options: flags }),
      ...others.map((packet) => make.enhanced(packet)),
      make.block(5, [...[0, 0, 0].map(make.u32), make.options({ 4: make.u64(3), 5: make.u64(0) })]),
    ]);
  };

  const start = (make) => [make.section(), make.interface()];
  const plain = (make) => [...start(make), ...packets().map((packet) => make.enhanced(packet))];

  const kinds = (make) => {
    const [first, second] = packets();
    const simple = datagram("has no time");
    return [
      make.section(),
      make.interface({ snaplen: 48 }),
      make.obsolete({ ...first, drops: 5, options: { 2: make.u32(2) } }),
      make.enhanced({ ...second, bytes: second.bytes.subarray(0, 48), original: 66 }),
      make.simple(simple.subarray(0, 48), simple.length),
    ];
  };

  const resolutions = (make) => {
    const offset = { 14: make.u64(-3600) };
    const ip = datagram("raw").subarray(14);
    return [
      make.section(),
      make.interface({ options: { 9: [3] } }),
      make.interface({ linkType: 101, snaplen: 0, options: { 9: [0x80 | 20] } }),
      make.interface({ options: { 9: [12] } }),
      make.interface({ options: offset }),
      make.enhanced({ ticks: TIME * 1000n + 5n, bytes: datagram("milliseconds") }),
      make.enhanced({ interfaceId: 1, ticks: TIME * 2n ** 20n + 2n ** 19n, bytes: ip }),
      make.enhanced({
        interfaceId: 2,
        ticks: 1_000_000_123_456_789n,
        bytes: datagram("picoseconds"),
      }),
      make.enhanced({
        interfaceId: 3,
        ticks: (TIME + 3600n) * 1_000_000n,
        bytes: datagram("offset"),
      }),
    ];
  };

  const others = (make) => [
    ...plain(make),
    make.block(4, [
      make.option(1, Buffer.concat([Buffer.from([192, 0, 2, 1]), Buffer.from("a.example\0")])),
      make.u32(0),
    ]),
    make.block(10, [make.u32(0x544c534b), make.u32(5), Buffer.from("none\n")]),
    make.block(0xbad, [make.u32(32473), Buffer.from("may be copied")]),
    make.block(0x40000bad, [make.u32(32473), Buffer.from("may not")]),
    make.block(0x80000001, [Buffer.from("of local use")]),
    make.block(0xbbb, []),
  ];

  const [one, two, three] = packets();
  const spoiled = (make, bad) =>
    Buffer.concat([...start(make), make.enhanced(one), bad, make.enhanced(three)]);

  return {
    "pcapng-little": described(little),
    "pcapng-big": described(big),
    "pcapng-only-a-header": little.section(),
    "pcapng-kinds-of-packets": Buffer.concat(kinds(little)),
    "pcapng-resolutions": Buffer.concat(resolutions(big)),
    "pcapng-two-sections": Buffer.concat([...plain(little), ...plain(big)]),
    "pcapng-other-blocks": Buffer.concat(others(little)),
    "pcapng-version-1.2": Buffer.concat([little.section({}, [1, 2]), ...plain(little).slice(1)]),
    "broken/pcapng-cut": Buffer.concat(plain(little)).subarray(0, -7),
    "broken/pcapng-cut-in-header": little.section().subarray(0, 20),
    "broken/pcapng-length-of-zero": spoiled(little, little.enhanced(two, { first: 0 })),
    "broken/pcapng-length-beyond-end": spoiled(big, big.enhanced(two, { first: 4096 })),
    "broken/pcapng-lengths-differ": spoiled(big, big.enhanced(two, { second: 96 })),
    "broken/pcapng-packet-beyond-block": spoiled(
      little,
      little.enhanced({ ...two, captured: 1000 }),
    ),
    "broken/pcapng-options-beyond-block": spoiled(
      little,
      little.block(6, [
        ...[0, 0, 7, 4, 4].map(little.u32),
        Buffer.from("abcd"),
        little.u16(2),
        little.u16(400),
      ]),
    ),
    "broken/pcapng-unknown-interface": spoiled(big, big.enhanced({ ...two, interfaceId: 7 })),
    "broken/pcapng-version-2.0": Buffer.concat([
      ...plain(little),
      big.section({}, [2, 0]),
      ...plain(big).slice(1),
    ]),
    "broken/pcapng-byte-order": Buffer.from("0a0d0d0a1c0000004d3c2b1b010000", "hex"),
    "broken/pcapng-text-mode": Buffer.from(
      Buffer.concat(plain(little)).toString("latin1").replaceAll("\r\n", "\n"),
      "latin1",
    ),
    "broken/pcapng-no-multiple-of-4": spoiled(
      little,
      little.enhanced({ ...two, bytes: two.bytes.subarray(0, 65) }, { first: 97 }),
    ),
  };
}
