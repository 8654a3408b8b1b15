// Segments of TCP at random, from a seed: conversations that lose segments in the network and in the
// capture, exchange and double them, close and open windows, keep alive, and use ports again. They are
// made to compare analysis flags with tshark's: test/web/tcp-flags.test.js. This asks it again:
//   node test/dissect/segments.mjs > test/dissect/segments.tshark.tsv
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytes, client, ip4, server, u16, u32 } from "../captures/dissect/packets.mjs";

const FIN = 1;
const SYN = 2;
const RESET = 4;
const PUSH = 8;
const ACK = 16;

/** Numbers from a seed: mulberry32. */
function randomness(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (n) => next() % n;
  return { next, below, chance: (of) => below(of) === 0, one: (list) => list[below(list.length)] };
}

const after = (a, b) => ((a - b) | 0) > 0;

/** A side of a conversation. What it sent, and what it has of the other one's. */
class Side {
  constructor(random) {
    this.next = random.chance(8) ? (0xffffffff - random.below(4000)) >>> 0 : random.next();
    this.has = 0; // in order, of the other side
    this.ahead = []; // [begin, end], behind a gap
    this.window = 500 + random.below(64000);
    this.scale = random.one([-1, 0, 2, 7, 14]);
    this.sent = []; // [sequence, length]
  }

  receive(begin, length) {
    this.ahead.push([begin, (begin + length) >>> 0]);
    for (let moved = true; moved; ) {
      moved = false;
      this.ahead = this.ahead.filter(([from, to]) => {
        if (after(from, this.has)) return true;
        if (after(to, this.has)) this.has = to;
        moved = true;
        return false;
      });
    }
  }
}

class Conversation {
  constructor(random, port) {
    this.random = random;
    this.port = port;
    this.open();
  }

  open() {
    this.sides = [new Side(this.random), new Side(this.random)];
    this.sides[0].has = this.sides[1].next;
    this.sides[1].has = this.sides[0].next;
    this.left = 20 + this.random.below(400);
    this.sack = this.random.chance(2);
  }

  segment(side, more) {
    const { next: sequence, has: acknowledgment, window } = this.sides[side];
    const options = this.sack && this.sides[side].ahead.length > 0 ? this.blocks(side) : [];
    return { conversation: this, side, sequence, acknowledgment, window, options, ...more };
  }

  blocks(side) {
    const ahead = this.sides[side].ahead.slice(-3);
    const edges = ahead.flatMap(([from, to]) => [u32(from), u32(to)]);
    return bytes(1, 1, 5, 2 + 8 * ahead.length, ...edges);
  }

  /** New bytes; the network may lose them. */
  data(side, length, flags = ACK) {
    const from = this.sides[side];
    const segment = this.segment(side, { length, flags });
    from.sent = [...from.sent.slice(-200), [from.next, length]];
    if (!this.random.chance(25)) this.sides[1 - side].receive(from.next, length);
    from.next = (from.next + length) >>> 0;
    return segment;
  }

  /** Bytes that were sent already: as they were, or other parts of them. */
  again(side) {
    const { random } = this;
    const from = this.sides[side];
    if (from.sent.length === 0) return this.acknowledge(side);
    const missing = this.sides[1 - side].has;
    const lost = from.sent.find(([begin, size]) => (missing - begin) >>> 0 < size);
    let [sequence, length] = (!random.chance(4) && lost) || random.one(from.sent.slice(-8));
    if (random.chance(9)) sequence = (sequence + random.below(3)) >>> 0;
    if (random.chance(9)) length += random.below(5);
    this.sides[1 - side].receive(sequence, length);
    return this.segment(side, { sequence, length, flags: ACK | PUSH });
  }

  acknowledge(side, more = {}) {
    return this.segment(side, { length: 0, flags: ACK, ...more });
  }

  handshake() {
    const [first, second] = this.sides;
    const scale = (side) =>
      side.scale < 0 ? [] : bytes(3, 3, this.random.chance(20) ? 255 : side.scale, 1);
    const made = [
      { ...this.segment(0, { length: 0, flags: SYN, options: scale(first) }), acknowledgment: 0 },
    ];
    first.next = (first.next + 1) >>> 0;
    second.has = first.next;
    made.push(this.segment(1, { length: 0, flags: SYN | ACK, options: scale(second) }));
    second.next = (second.next + 1) >>> 0;
    first.has = second.next;
    made.push(this.acknowledge(0));
    return made.flatMap((segment) => (this.random.chance(9) ? [segment, segment] : [segment]));
  }

  /** A window that closes, is probed, and opens. */
  zeroWindow(side) {
    const [from, to] = [this.sides[side], this.sides[1 - side]];
    const window = from.window;
    from.window = 0;
    const made = [this.acknowledge(side)];
    for (let i = this.random.below(4); i > 0; --i) {
      made.push(this.segment(1 - side, { length: 1, flags: ACK }));
      if (!this.random.chance(4)) made.push(this.acknowledge(side));
    }
    if (this.random.chance(3)) to.next = (to.next + 1) >>> 0;
    from.window = window;
    if (!this.random.chance(4)) made.push(this.acknowledge(side));
    return made;
  }

  keepAlive(side) {
    const sequence = (this.sides[side].next - 1) >>> 0;
    const made = [this.segment(side, { sequence, length: this.random.below(2), flags: ACK })];
    if (!this.random.chance(4)) made.push(this.acknowledge(1 - side));
    return made;
  }

  /** As many bytes as the other side has room for. */
  fill(side) {
    const [from, to] = [this.sides[side], this.sides[1 - side]];
    const scale = from.scale < 0 || to.scale < 0 ? 0 : to.scale;
    const room = (to.has + to.window * 2 ** scale - from.next) >>> 0;
    return room > 0 && room < 60000 ? this.data(side, room) : this.data(side, 1460);
  }

  /** Bytes that are missed, and come again. */
  recover(side) {
    const times = 1 + this.random.below(4);
    return [...Array.from({ length: times }, () => this.acknowledge(1 - side)), this.again(side)];
  }

  close(side) {
    const segment = this.segment(side, { length: this.random.below(3), flags: FIN | ACK });
    this.sides[side].next = (segment.sequence + segment.length + 1) >>> 0;
    this.sides[1 - side].has = this.sides[side].next;
    return segment;
  }

  /** What no stack should send. */
  strange(side) {
    const { random } = this;
    const near = (number) => (number + random.below(3000) - 1500) >>> 0;
    const { next, has } = this.sides[side];
    return this.segment(side, {
      sequence: random.chance(2) ? next : near(next),
      acknowledgment: random.chance(2) ? has : near(has),
      length: random.one([0, 0, 1, 2, 100]),
      flags: random.one([ACK, ACK, PUSH | ACK, FIN | ACK, RESET, RESET | ACK, SYN | ACK, SYN, 0]),
    });
  }

  /** The next segments. */
  turn() {
    const { random } = this;
    const side = random.below(2);
    if (--this.left === 0) return this.end();
    switch (random.below(48)) {
      case 0:
      case 1:
      case 2:
        return [this.again(side)];
      case 3:
        return this.zeroWindow(side);
      case 4:
        return this.keepAlive(side);
      case 5:
        return [this.fill(side)];
      case 6:
        this.sides[side].window = 1 + random.below(65000);
        return [this.acknowledge(side)];
      case 7:
        return random.chance(4) ? [this.strange(side)] : [this.acknowledge(side)];
      case 8:
        return Array.from({ length: 1 + random.below(5) }, () => this.acknowledge(side));
      case 9:
      case 10:
        return this.recover(side);
      default:
        if (random.chance(3)) return [this.acknowledge(side)];
        return [this.data(side, 1 + random.below(1460), random.chance(4) ? ACK | PUSH : ACK)];
    }
  }

  end() {
    const made = this.random.chance(5)
      ? [this.segment(0, { length: 0, flags: RESET | ACK })]
      : [this.close(0), this.acknowledge(1), this.close(1), this.acknowledge(0)];
    this.open(); // by the same ports
    return this.random.chance(4) ? made : [...made, ...this.handshake()];
  }
}

/** So many segments, in the order in which they were captured. */
export function segments(seed, count) {
  const random = randomness(seed);
  const conversations = Array.from({ length: 12 }, (_, i) => new Conversation(random, 1024 + i));
  const captured = conversations.flatMap((each) => (random.chance(4) ? [] : each.handshake()));
  const late = [];
  while (captured.length < count) {
    const made = random.one(conversations).turn();
    for (const segment of made) {
      if (random.chance(40)) continue; // not captured
      if (random.chance(20)) late.push([captured.length + 1 + random.below(4), segment]);
      else captured.push(segment);
      if (random.chance(60)) captured.push(segment); // twice
    }
    while (late.length > 0 && late[0][0] <= captured.length) captured.push(late.shift()[1]);
  }
  let time = 0;
  return captured.slice(0, count).map((segment) => {
    time += random.one([random.below(300), random.below(3000), random.below(20) * 2000]);
    return { ...segment, time };
  });
}

function packet({ conversation, side, sequence, acknowledgment, length, flags, window, options }) {
  const ports = [u16(conversation.port), u16(9)];
  const hosts = [ip4(client.ip4), ip4(server.ip4)];
  const header = 20 + options.length;
  return {
    length: 20 + header + length,
    bytes: bytes(
      bytes(0x45, 0, u16(20 + header + length), u32(0), 64, 6, u16(0)),
      bytes(hosts[side], hosts[1 - side]),
      bytes(ports[side], ports[1 - side], u32(sequence), u32(acknowledgment)),
      bytes((header / 4) << 4, flags, u16(window), u32(0), options),
    ),
  };
}

/** The capture of segments: of each its headers alone. */
export function captureOf(list) {
  const words = (...numbers) => Buffer.from(Uint32Array.from(numbers).buffer);
  const records = list.flatMap((segment) => {
    const { bytes: headers, length } = packet(segment);
    const seconds = 1700000000 + Math.floor(segment.time / 1e6);
    return [words(seconds, segment.time % 1e6, headers.length, length), headers];
  });
  return Buffer.concat([words(0xa1b2c3d4, 0x00040002, 0, 0, 262144, 101), ...records]);
}

/** All flags of Wireshark's analysis: fields below tcp.analysis. */
export const flags = [
  "retransmission",
  "fast_retransmission",
  "spurious_retransmission",
  "out_of_order",
  "reused_ports",
  "lost_segment",
  "ack_lost_segment",
  "window_update",
  "window_full",
  "keep_alive",
  "keep_alive_ack",
  "duplicate_ack",
  "zero_window_probe",
  "zero_window",
  "zero_window_probe_ack",
];
export const fields = flags.map((flag) => `tcp.analysis.${flag}`);

/** The capture that is compared. */
export const compared = () => captureOf(segments(20231114, 20000));

/** The packets, from 1, that have each flag: of rows of values, separated by tabs. */
export function packetsByFlag(rows) {
  const found = new Map(flags.map((flag) => [flag, []]));
  rows.split("\n").forEach((row, i) => {
    row.split("\t").forEach((value, k) => {
      if (value !== "") found.get(flags[k]).push(i + 1);
    });
  });
  return found;
}

// A line for each flag: the distance of each packet from the one before.
if (process.argv[1] === import.meta.filename) {
  const path = join(tmpdir(), `segments-${process.pid}.pcap`);
  writeFileSync(path, compared());
  const words = ["-n", "-r", path, "-T", "fields", ...fields.flatMap((field) => ["-e", field])];
  const options = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] };
  const rows = execFileSync("tshark", words, options);
  rmSync(path);
  for (const [flag, packets] of packetsByFlag(rows)) {
    const distances = packets.map((packet, i) => packet - (packets[i - 1] ?? 0));
    process.stdout.write(`${flag}\t${distances.join(" ")}\n`);
  }
}
