// Edits, merges and reorders of our captures write the packets that the tools people use today write:
// editcap, mergecap and reordercap of Wireshark 4.0.17 and tcprewrite 4.4.3. What they wrote is kept
// in peers.tsv: PACKETGLASS_UPDATE_GOLDEN asks them again.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { nativeFile } from "./native.js";
import { scratch } from "./scratch.js";

const folder = join(import.meta.dirname, "../captures");
const golden = join(import.meta.dirname, "peers.tsv");
const file = scratch();

const unchanged = {
  peer: "tcprewrite -i IN -o OUT",
  ours: "convert IN OUT --endian little --to usec",
};

/** THE TABLE: what a tool is called with, and what we are. IN, OTHER and OUT are captures. */
const rows = [
  {
    peer: "editcap -F nsecpcap -s 60 IN OUT",
    ours: "edit IN OUT --endian little --to nsec --cut 60",
  },
  {
    peer: "editcap -F nsecpcap -L -C 14 IN OUT",
    ours: "edit IN OUT --endian little --to nsec --chop 14",
  },
  {
    peer: "editcap -F nsecpcap -t 3600.25 IN OUT",
    ours: "edit IN OUT --endian little --to nsec --shift 3600.25",
  },
  {
    peer: "editcap -F nsecpcap -S 0 IN OUT",
    ours: "edit IN OUT --endian little --to nsec --strict-times 0",
  },
  {
    peer: "editcap -F nsecpcap -d IN OUT",
    ours: "edit IN OUT --endian little --to nsec --dedup 5",
  },
  {
    peer: "editcap -F nsecpcap -r IN OUT 2-5 7",
    ours: "edit IN OUT --endian little --to nsec --packets 2-5,7",
  },
  {
    peer: "mergecap -F nsecpcap -w OUT IN OTHER",
    ours: "merge IN OTHER -w OUT --endian little --to nsec",
  },
  {
    peer: "mergecap -F nsecpcap -a -w OUT IN OTHER",
    ours: "merge -a IN OTHER -w OUT --endian little --to nsec",
  },
  { peer: "reordercap IN OUT", ours: "reorder IN OUT --endian little" },
  {
    peer: "tcprewrite --portmap=80:8080,53:5353 -i IN -o OUT",
    ours: "edit IN OUT --endian little --to usec --rewrite-port 80=8080,53=5353",
    without: unchanged,
  },
  {
    peer: "tcprewrite --pnat=10.0.0.0/8:172.0.0.0/8,192.0.2.0/24:198.51.100.0/24 -i IN -o OUT",
    ours: "edit IN OUT --endian little --to usec --rewrite-ip 10.0.0.0/8=172.0.0.0/8,192.0.2.0/24=198.51.100.0/24",
    without: unchanged,
  },
];

/** Why ours are other packets: of what begins so, in these captures. */
const differences = [
  {
    from: "editcap -F nsecpcap -L -C",
    why: "it leaves what stands in front of Bluetooth's packets",
    where: ["dissect/bluetooth.pcap"],
  },
  {
    from: "editcap -F nsecpcap -t",
    why: "it begins again at 1970 where seconds do not fit, which we refuse",
    where: ["after-2038.pcap"],
  },
  {
    from: "mergecap -F nsecpcap -w",
    why: "of equal times it takes the last file's: an earlier packet behind the first file's waits",
    where: ["pcapng-two-sections.pcapng"],
  },
  {
    from: "reordercap",
    why: "it makes version 2.4 of old versions, which we keep",
    where: ["version-2.2.pcap", "version-543.0.pcap"],
  },
  {
    from: "tcprewrite --portmap",
    why: "it leaves the ports of a datagram in a tunnel",
    where: ["dissect/fragments.pcap"],
  },
  {
    from: "tcprewrite --pnat",
    why: "it leaves these link types and tunnels, and what ARP, CDP and SCTP say of addresses",
    where: [
      "raw-ip.pcap",
      "dissect/amsdu.pcap",
      "dissect/arp.pcap",
      "dissect/chdlc.pcap",
      "dissect/discovery.pcap",
      "dissect/fragments.pcap",
      "dissect/loop.pcap",
      "dissect/null.pcap",
      "dissect/overlays.pcap",
      "dissect/pppoe.pcap",
      "dissect/radiotap.pcap",
      "dissect/raw.pcap",
      "dissect/sctp.pcap",
      "dissect/sll.pcap",
      "dissect/sll_inner.pcap",
      "dissect/tunnels.pcap",
      "dissect/wlan.pcap",
    ],
  },
];

const captures = ["", "dissect", "flow"].flatMap((name) =>
  readdirSync(join(folder, name))
    .filter((each) => /\.pcap(ng)?$/.test(each))
    .map((each) => join(folder, name, each)),
);

const words = (text, names) => text.split(" ").map((word) => names[word] ?? word);

/** The next capture of the same kind. */
function otherOf(capture) {
  const kind = (path) => path.slice(path.lastIndexOf("."));
  const alike = captures.filter((each) => kind(each) === kind(capture));
  return alike[(alike.indexOf(capture) + 1) % alike.length];
}

/**
 * The packets of a classic capture: how many, and the hash of their records. Those of one time are
 * sorted: of equal ones mergecap takes the last file's first, and we the first's.
 */
function digest(bytes) {
  const records = [];
  for (let at = 24; at < bytes.length; ) {
    const end = at + 16 + bytes.readUInt32LE(at + 8);
    records.push({
      at: records.length,
      time: bytes.readBigUInt64LE(at),
      of: bytes.subarray(at, end),
    });
    at = end;
  }
  const hash = createHash("md5");
  for (let i = 0; i < records.length; ) {
    const { time } = records[i];
    const behind = records.findIndex((each) => each.at > i && each.time !== time);
    const end = behind < 0 ? records.length : behind;
    const run = records.slice(i, end).map(({ of }) => of);
    for (const each of run.sort(Buffer.compare)) hash.update(each);
    i = end;
  }
  return `${records.length} ${hash.digest("hex")}`;
}

/** What a tool writes; undefined where it writes no classic capture. */
function theirs(text, capture) {
  const out = file("theirs");
  rmSync(out, { force: true });
  const [program, ...args] = words(text, { IN: capture, OTHER: otherOf(capture), OUT: out });
  const { status } = spawnSync(program, args);
  if (status !== 0 || !existsSync(out)) return undefined;
  const bytes = readFileSync(out);
  const isClassic = [0xa1b23c4d, 0xa1b2c3d4].includes(bytes.readUInt32LE(0));
  return isClassic ? digest(bytes) : undefined;
}

function ours(text, capture) {
  const names = { IN: capture, OTHER: otherOf(capture), OUT: file("ours.pcap") };
  const [command, ...args] = words(text, names);
  return digest(nativeFile(command, names.OUT, args));
}

// tcprewrite without a rule corrects lengths and checksums: where it does, nothing is compared.
function ask(row) {
  const answers = new Map();
  for (const capture of captures) {
    const { without } = row;
    if (without && theirs(without.peer, capture) !== ours(without.ours, capture)) continue;
    const answer = theirs(row.peer, capture);
    if (answer) answers.set(relative(folder, capture), answer);
  }
  return answers;
}

function kept(row) {
  const lines = readFileSync(golden, "utf8")
    .split("\n")
    .map((line) => line.split("\t"));
  return new Map(lines.filter(([peer]) => peer === row.peer).map(([, path, is]) => [path, is]));
}

if (process.env.PACKETGLASS_UPDATE_GOLDEN) {
  const lines = rows.flatMap((row) => [...ask(row)].map((answer) => [row.peer, ...answer]));
  writeFileSync(golden, `${lines.map((line) => line.join("\t")).join("\n")}\n`);
}

describe.each(rows)("$peer", (row) => {
  test("writes our packets", () => {
    const differs = [];
    const answers = kept(row);
    expect(answers.size).toBeGreaterThan(5);
    for (const [path, answer] of answers) {
      if (ours(row.ours, join(folder, path)) !== answer) differs.push(path);
    }
    const known = differences.filter(({ from }) => row.peer.startsWith(from));
    expect(differs).toEqual(known.flatMap(({ where }) => where));
  });
});
