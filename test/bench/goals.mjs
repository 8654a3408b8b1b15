// The rows of the benchmark's table: THE TABLE of what is measured, of whom, and the goals.
import { median, ratio } from "./contest.mjs";

const times = (value) => `${value.toFixed(2)}×`;
/**
 * A row: `job` in words, `measure` takes all results and gives a number (undefined: not measured
 * here), `show` writes it, and `goal` bounds it: {atMost} or {atLeast}; rows without one inform.
 */
const against = (capture, name, base) => (results) =>
  results.contests[capture] && ratio(results.contests[capture], name, base);
const faster = (capture, name, base) => (results) => against(capture, base, name)(results);
const atMost = (bound) => ({ atMost: bound });
const atLeast = (bound) => ({ atLeast: bound });

function timesRow(job, measure, goal) {
  return { job, measure, goal, show: times };
}

/** What a job adds to the index, in nanoseconds a packet: the median of the rounds. */
function addedRow(job, name, base, goal) {
  return {
    job: `${job} added, IMIX, a packet`,
    measure: ({ contests, weights }) => {
      const [ours, theirs] = [contests.imix.get(name), contests.imix.get(base)];
      return median(ours.map((time, round) => time - theirs[round])) / weights?.imix.packets;
    },
    goal: atMost(goal),
    show: (value) => `${value.toFixed(0)} ns`,
  };
}

/** Peers of one capture, as times slower than our native index. */
function peerRows(capture, title) {
  const row = (peer, how) =>
    timesRow(`  peer, ${title}: ${how}, ÷ our native`, against(capture, peer, "native"));
  return [
    row("libpcap", "libpcap's pcap_next_ex"),
    row("capinfos", "capinfos -c"),
    row("tcpdump", "tcpdump --count"),
  ];
}

const nativeRows = [
  timesRow("native index, IMIX ÷ read()", against("imix", "native", "read()"), atMost(1.7)),
  timesRow("native index, 64 B ÷ read()", against("small", "native", "read()"), atMost(2.8)),
  timesRow("native index, 1514 B ÷ read()", against("large", "native", "read()"), atMost(1.35)),
  timesRow("native index, big-endian ns ÷ read()", against("bigEndian", "native", "read()")),
  {
    job: "native index, instructions a packet",
    measure: (results) => results.instructions.pcap,
    goal: atMost(80),
    show: (value) => value.toFixed(1),
  },
  timesRow("native index, pcapng ÷ read()", against("pcapng", "native", "read()"), atMost(1.8)),
  {
    job: "native index, pcapng, instructions a packet",
    measure: (results) => results.instructions.pcapng,
    goal: atMost(120),
    show: (value) => value.toFixed(1),
  },
  addedRow("summary and conversations", "native, summary", "native", 150),
  addedRow("  conversations of bare 5-tuples alone", "native, 5-tuples", "native", 80),
  timesRow(
    "summary and conversations, 64 MB IMIX: faster than tshark",
    faster("columns", "native, summary", "tshark"),
    atLeast(100),
  ),
  {
    job: "memory for them at 100 k flows, a packet",
    measure: ({ weights }) => weights?.summary.memory / weights?.summary.packets,
    goal: atMost(12),
    show: (value) => `${value.toFixed(2)} B`,
  },
  ...peerRows("imix", "IMIX"),
  ...peerRows("small", "64 B"),
  ...peerRows("large", "1514 B"),
  ...peerRows("pcapng", "pcapng"),
];

/** Edits of one capture against a raw copy, and against the tools people use. */
function editRows(contest, title) {
  const row = (step, bound) =>
    timesRow(`${step}, ${title} ÷ raw copy`, against(contest, step, "copy"), atMost(bound));
  const peer = (step, tool) =>
    timesRow(`  the same: faster than ${tool}`, faster(contest, step, tool), atLeast(1.5));
  return [
    row("shift", 1.45),
    peer("shift", "editcap -t"),
    row("cut", 1.45),
    peer("cut", "editcap -s"),
    row("filter", 2),
    row("rewrite", 2),
    peer("rewrite", "tcprewrite"),
    row("dedup", 3),
    peer("dedup", "editcap -d"),
    row("anonymise", 3),
    timesRow(
      `merge, ${title}: faster than mergecap`,
      faster(contest, "merge", "mergecap"),
      atLeast(1.5),
    ),
    timesRow(
      `reorder, ${title}: faster than reordercap`,
      faster(contest, "reorder", "reordercap"),
      atLeast(1.5),
    ),
  ];
}

const editingRows = [...editRows("edited", "IMIX"), ...editRows("editedPcapng", "pcapng")];

const filtered = (name, base, contest = "filters") => faster(contest, name, base);
const tabulated = (name, base) => faster("tables", name, base);
const bpf = (name, base) => (results) => results.bpf && results.bpf[base] / results.bpf[name];

const filterRows = [
  timesRow(
    "display filter from columns, wasm: faster than opening",
    filtered("filter, columns", "opening"),
    atLeast(20),
  ),
  timesRow(
    "  the same: faster than tshark -Y",
    filtered("filter, columns", "tshark, columns"),
    atLeast(2000),
  ),
  timesRow(
    "display filter from columns, one command: faster than tshark -Y",
    filtered("print, columns", "tshark, columns"),
    atLeast(60),
  ),
  timesRow(
    "display filter that dissects, one command: faster than tshark -Y",
    filtered("print, dissected", "tshark, dissected"),
    atLeast(50),
  ),
  timesRow(
    "  the same, wasm: faster than tshark -Y",
    filtered("filter, dissected", "tshark, dissected"),
    atLeast(20),
  ),
  timesRow(
    "display filter on HTTP and DNS, one command: faster than tshark -Y",
    filtered("print, HTTP and DNS", "tshark, HTTP and DNS", "webFilters"),
    atLeast(50),
  ),
  timesRow(
    "  the same, wasm: faster than tshark -Y",
    filtered("filter, HTTP and DNS", "tshark, HTTP and DNS", "webFilters"),
    atLeast(20),
  ),
  timesRow(
    "12 fields as columns, native: faster than tshark -T fields",
    tabulated("table", "tshark -T fields"),
    atLeast(100),
  ),
  timesRow(
    "  the same with text for each, print --fields: faster",
    tabulated("print --fields", "tshark -T fields"),
  ),
  timesRow("  the same in Node ÷ native", against("tables", "table in Node", "table"), atMost(2)),
  timesRow(
    "capture filter, generated ÷ interpreter: faster",
    bpf("generated", "interpreted"),
    atLeast(2),
  ),
  timesRow(
    "capture filter, generated: faster than native bpf_filter",
    bpf("generated", "libpcap"),
    atLeast(1.8),
  ),
  {
    job: "capture filter, generating a program at most",
    measure: ({ bpf: measured }) => measured?.making,
    show: (value) => `${value.toFixed(2)} ms`,
  },
];

const writingRows = [
  timesRow("convert, IMIX to the same ÷ raw copy", written("convert"), atMost(1.25)),
  timesRow("convert, IMIX to nsec ÷ raw copy", written("convert to nsec"), atMost(1.25)),
  timesRow("convert, IMIX to pcapng ÷ raw copy", written("convert to pcapng")),
  timesRow("  peer: tcpdump -w ÷ raw copy", written("tcpdump -w")),
  timesRow("  peer: editcap ÷ raw copy", written("editcap")),
  timesRow("  peer: editcap to pcapng ÷ raw copy", written("editcap to pcapng")),
];

function written(name) {
  return against("written", name, "copy");
}

const nodeRows = [
  addedRow("wasm in Node: summary and conversations", "wasm, summary", "wasm", 220),
  addedRow(
    "  conversations of bare 5-tuples alone, wasm in Node",
    "wasm program, 5-tuples",
    "wasm program",
    120,
  ),
  timesRow("wasm index in Node, IMIX ÷ readSync", against("imix", "wasm", "readSync"), atMost(1.6)),
  timesRow(
    "wasm index in Node, 64 B ÷ readSync",
    against("small", "wasm", "readSync"),
    atMost(2.2),
  ),
  timesRow("wasm index in Node, 1514 B ÷ readSync", against("large", "wasm", "readSync")),
  timesRow("wasm index in Node, pcapng ÷ readSync", against("pcapng", "wasm", "readSync")),
  ...bufferRows("imix", "IMIX"),
  ...bufferRows("small", "64 B"),
  timesRow("wasm index, IMIX ÷ our native", against("imix", "wasm", "native"), atMost(1.3)),
  timesRow("wasm index, 64 B ÷ our native", against("small", "wasm", "native"), atMost(1.3)),
  timesRow("wasm, IMIX: faster than native libpcap", faster("imix", "wasm", "libpcap"), atLeast(2)),
  timesRow(
    "wasm, 64 B: faster than native libpcap",
    faster("small", "wasm", "libpcap"),
    atLeast(2),
  ),
  timesRow("  peer, IMIX: good JavaScript ÷ our wasm", against("imix", "JavaScript", "wasm")),
  timesRow("  peer, 64 B: good JavaScript ÷ our wasm", against("small", "JavaScript", "wasm")),
  timesRow("  peer, IMIX: pcap-parser ÷ our wasm", against("streamed", "pcap-parser", "wasm")),
  timesRow(
    "readEvents, IMIX: faster than pcap-parser",
    faster("streamed", "readEvents", "pcap-parser"),
    atLeast(5),
  ),
  timesRow(
    "readEventBatches, IMIX: faster than pcap-parser",
    faster("streamed", "readEventBatches", "pcap-parser"),
    atLeast(20),
  ),
  timesRow("convert in Node, IMIX ÷ raw copy", inNode("convert in Node"), atMost(1.25)),
  timesRow("convert in Node, IMIX to nsec ÷ raw copy", inNode("convert in Node to nsec")),
  timesRow(
    "createWriter fed from readEvents, IMIX ÷ copy by fs streams",
    against("writtenInNode", "writeEvents", "copy by fs streams"),
    atMost(4),
  ),
];

function inNode(name) {
  return against("writtenInNode", name, "copy in Node");
}

// The goals' yardstick is page-aligned; a buffer as Node.js makes it is what programs read into.
function bufferRows(capture, title) {
  const measure = against(capture, "wasm", "readSync, Buffer");
  return [timesRow(`  ${title} ÷ readSync into an ordinary Buffer`, measure)];
}

const browserRows = [
  timesRow("index in Chromium, IMIX ÷ Blob alone", inChromium("imix"), atMost(1.2)),
  timesRow("index in Chromium, 64 B ÷ Blob alone", inChromium("small"), atMost(1.4)),
];

function inChromium(capture) {
  return ({ browser }) => browser && ratio(browser.contests[capture], "Chromium", "Blob");
}

const weightRows = [
  {
    job: "memory of the index, IMIX, a packet",
    measure: ({ weights }) => weights?.imix.index / weights?.imix.packets,
    goal: atMost(6),
    show: (value) => `${value.toFixed(2)} B`,
  },
  {
    job: "memory of the index, pcapng, a packet",
    measure: ({ weights }) => weights?.pcapng.index / weights?.pcapng.packets,
    goal: atMost(8),
    show: (value) => `${value.toFixed(2)} B`,
  },
  {
    job: "memory of the index, 64 B, a packet",
    measure: ({ weights }) => weights?.small.index / weights?.small.packets,
    goal: atMost(6),
    show: (value) => `${value.toFixed(2)} B`,
  },
  {
    job: "memory without the index",
    // Where the system does not report a program's peak, that is 0.
    measure: ({ weights }) =>
      weights?.imix.peak > 0 ? (weights.imix.peak - weights.imix.index) / 2 ** 20 : undefined,
    goal: atMost(32),
    show: (value) => `${value.toFixed(1)} MiB`,
  },
  {
    job: "random access to a packet",
    measure: ({ accesses }) => accesses && median(accesses),
    goal: atMost(50),
    show: (value) => `${value.toFixed(1)} ns`,
  },
  {
    job: "wasm core and glue with all formats, gzipped",
    measure: ({ package: weight }) => (weight?.wasm + weight?.glue) / 1000,
    goal: atMost(60),
    show: (value) => `${value.toFixed(1)} kB`,
  },
  {
    job: "instantiation in Node",
    measure: ({ package: weight }) => weight?.instantiation,
    goal: atMost(15),
    show: (value) => `${value.toFixed(1)} ms`,
  },
];

const startRows = [
  startRow("opened", ({ package: weight }) => weight?.opened),
  startRow("events", ({ package: weight }) => weight?.events),
];

function startRow(use, measure) {
  const job = `import to the first packet of 20 kB in Node, ${use}`;
  return { job, measure, show: (value) => `${value.toFixed(1)} ms` };
}

// Memory that grows in Node.js over captures that it cannot hold. An index may take 8 B a packet.
const growthRows = [
  growthRow("opened, 4.3 × 64 B", "beyond 8 B a packet", ({ many }) => beyondIndex(many.open)),
  growthRow("opened, 4.3 × 256 KiB", "beyond 8 B a packet", ({ long }) => beyondIndex(long.open)),
  growthRow("events, 4.3 × 64 B", "in all", ({ many }) => many.events.growth),
  growthRow("events, 4.3 × 256 KiB", "in all", ({ long }) => long.events.growth),
];

function growthRow(use, what, growth) {
  return {
    job: `memory in Node, ${use}: growth ${what}`,
    measure: ({ grown }) => grown && growth(grown) / 2 ** 20,
    goal: atMost(64),
    show: (value) => `${value.toFixed(1)} MiB`,
  };
}

function beyondIndex({ growth, packets }) {
  return growth - 8 * packets;
}

/** The judged table: `{job, measured, goal, met}` for each row, with the bare number as `value`. */
export function judge(results) {
  const rows = [
    nativeRows,
    filterRows,
    writingRows,
    editingRows,
    nodeRows,
    browserRows,
    weightRows,
    startRows,
    growthRows,
  ].flat();
  return rows.map((row) => {
    const value = row.measure(results);
    const known = Number.isFinite(value);
    return {
      job: row.job,
      value: known ? value : null,
      measured: known ? row.show(value) : "not installed",
      goal: row.goal ? goalText(row.goal, row.show) : "",
      met: known && row.goal ? isMet(value, row.goal) : null,
    };
  });
}

function goalText({ atMost: most, atLeast: least }, show) {
  return most === undefined ? `≥ ${show(least)}` : `≤ ${show(most)}`;
}

function isMet(value, { atMost: most, atLeast: least }) {
  return most === undefined ? value >= least : value <= most;
}

/** The times behind the ratios, in milliseconds per round, by capture and contestant. */
export function milliseconds(contests) {
  const rounds = (times) => times.map((time) => Math.round(time / 1e4) / 100);
  const entries = Object.entries(contests).map(([capture, measured]) => [
    capture,
    Object.fromEntries([...measured].map(([name, times]) => [name, rounds(times)])),
  ]);
  return Object.fromEntries(entries);
}
