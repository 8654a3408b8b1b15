// npm run bench: measures against the goals and the peers, in one run, and prints the table.
//   --quick          64 MB instead of 1 GB: whether it works, not what it says
//   --size MB        another size of the captures
//   --rounds N       rounds that count (by default 5)
//   --install-peers  as root on Debian: installs capinfos, tcpdump and valgrind first
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findProgram, main, plainError, root, run } from "../../.ci/command.mjs";
import { install, mayInstall, setup } from "../../.ci/setup.mjs";
import { cmake, node, toolchain } from "../../web/build/build.mjs";
import { browserContests } from "./browser-contest.mjs";
import { captureFilters } from "./capture-filters.mjs";
import { benchFolder, captures, makeCaptures } from "./captures.mjs";
import { inTurn } from "./contest.mjs";
import { editingContestants } from "./editing-contestants.mjs";
import { filterCommands, filtersInNode } from "./filter-contestants.mjs";
import { judge, milliseconds } from "./goals.mjs";
import { growths } from "./growths.mjs";
import {
  ask,
  benchProgram,
  instructionsPerPacket,
  nativeContestants,
  peers,
  programContestants,
  summaryContestants,
} from "./native-contestants.mjs";
import {
  nodeContestants,
  pcapParserContestant,
  streamingContestants,
} from "./node-contestants.mjs";
import { packageWeight } from "./package-weight.mjs";
import { tableContestants } from "./table-contestants.mjs";
import { nodeWritingContestants, writingContestants } from "./writing-contestants.mjs";

async function bench() {
  const wanted = readArguments();
  await prepare(wanted.installPeers);
  const paths = await makeCaptures(benchProgram("make_capture"), wanted.bytes);
  const results = await measure(paths, wanted.rounds);
  const rows = judge(results);
  print(rows, results, wanted);
  save(rows, results, wanted);
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      size: { type: "string" },
      rounds: { type: "string", default: "5" },
      "install-peers": { type: "boolean", default: false },
    },
  });
  const [megabytes, rounds] = [Number(values.size ?? (values.quick ? 64 : 1000)), +values.rounds];
  if (!(megabytes >= 1)) throw plainError("--size is a number of megabytes, 1 or more.");
  if (!(Number.isInteger(rounds) && rounds >= 1)) throw plainError("--rounds is 1 or more.");
  return { bytes: megabytes * 1e6, rounds, installPeers: values["install-peers"] };
}

async function prepare(installPeers) {
  await setup("bench");
  await preparePeers(installPeers);
  console.log("Building");
  await cmake("wasm", ["all", "summarise_capture"]);
  await node("web/build/build-lib.mjs");
  const folder = join(benchFolder, "native");
  const options = ["-B", folder, "-DPACKETGLASS_BENCH=ON", "-DBUILD_TESTING=OFF"];
  await run("cmake", ["--preset", "native", ...options], { env: toolchain() });
  const targets = [
    "make_capture",
    "read_alone",
    "copy_alone",
    "libpcap_loop",
    "index_capture",
    "summarise_capture",
    "filter_packets",
    "tabulate_capture",
    "packetglass",
  ];
  await run("cmake", ["--build", folder, "--target", ...targets], { env: toolchain() });
}

async function preparePeers(wanted) {
  const absent = Object.keys(peers).filter((program) => !findProgram(program));
  if (absent.length === 0) return;
  const packages = absent.map((program) => peers[program]);
  if (wanted && mayInstall()) return install(packages);
  console.log(`Not measured, because not installed: ${absent.join(", ")}. On Debian:`);
  console.log(`  sudo apt-get install --no-install-recommends ${packages.join(" ")}`);
}

async function measure(paths, rounds) {
  const library = await import(join(root, "dist/index.mjs"));
  const { openCapture } = library;
  const contests = {};
  for (const name of ["imix", "small", "large", "bigEndian", "pcapng"]) {
    announce(name);
    contests[name] = await inTurn(contestants(name, paths[name], openCapture), rounds);
  }
  console.log("Measuring packet by packet");
  const ours = nodeContestants(paths.imix, openCapture).filter(([name]) => name === "wasm");
  const parser = ["pcap-parser", pcapParserContestant(paths.imix)];
  const streaming = streamingContestants(paths.imix, library);
  contests.streamed = await inTurn([...ours, ...streaming, parser], rounds);
  announce("columns");
  contests.columns = await inTurn(summaryContestants(paths.columns), rounds);
  console.log("Measuring display filters");
  contests.filters = await filterContest(paths.columns, openCapture, rounds);
  contests.webFilters = await filterContest(paths.web, openCapture, rounds);
  console.log("Measuring tables of fields");
  contests.tables = await inTurn(tableContestants(paths.web, openCapture), rounds);
  console.log("Measuring capture filters");
  const bpf = await captureFilters(paths.columns);
  console.log("Measuring conversions");
  contests.written = await inTurn(writingContestants(paths.imix), rounds);
  console.log("Measuring edits");
  contests.edited = await inTurn(editingContestants(paths.imix, "pcap"), rounds);
  contests.editedPcapng = await inTurn(editingContestants(paths.pcapng, "pcapng"), rounds);
  console.log("Measuring conversions in Node.js");
  contests.writtenInNode = await inTurn(nodeWritingContestants(paths.imix, library), rounds);
  console.log("Measuring in Chromium");
  const browser = await browserContests({ imix: paths.imix, small: paths.small }, rounds);
  console.log("Weighing");
  const { weights, accesses } = await weigh(paths, rounds);
  const instructions = {
    pcap: await instructionsPerPacket(paths.single, paths.double),
    pcapng: await instructionsPerPacket(paths.pcapngSingle, paths.pcapngDouble),
  };
  const weight = packageWeight(paths.tiny, rounds);
  const grown = growths(paths);
  return { contests, bpf, browser, weights, accesses, instructions, package: weight, grown };
}

async function filterContest(path, openCapture, rounds) {
  const inNode = await filtersInNode(path, openCapture);
  const times = await inTurn([...inNode.contestants, ...filterCommands(path)], rounds);
  inNode.close();
  return times;
}

async function weigh({ imix, small, pcapng }, rounds) {
  const weights = {
    small: await ask("index_capture", "--weigh", small),
    pcapng: await ask("index_capture", "--weigh", pcapng),
    summary: await ask("summarise_capture", "--weigh", imix),
  };
  const accesses = [];
  for (let round = 0; round < rounds; round++) {
    weights.imix = await ask("index_capture", "--weigh", imix);
    accesses.push(weights.imix.access);
  }
  return { weights, accesses };
}

// The hand-written loop reads classic little-endian captures only; libpcap and the rest read all.
function contestants(name, path, openCapture) {
  const inNode = nodeContestants(path, openCapture);
  const { order, format } = captures[name];
  const able = order === "little" && format !== "pcapng" ? inNode : inNode.filter(isAnyOrder);
  const programs = name === "imix" ? programContestants(path) : [];
  return [...nativeContestants(path), ...programs, ...able];
}

const isAnyOrder = ([name]) => name !== "JavaScript";

function announce(name) {
  console.log(`Measuring ${captures[name].title}`);
}

function print(rows, results, { bytes, rounds }) {
  const width = Math.max(...rows.map(({ job }) => job.length));
  const line = (job, measured, goal, met) =>
    `${job.padEnd(width)}  ${measured.padStart(13)}  ${goal.padStart(10)}  ${met}`;
  console.log(`\n${line("job", "measured", "goal", "met")}`);
  for (const { job, measured, goal, met } of rows) {
    console.log(line(job, measured, goal, met === null ? "" : met ? "yes" : "NO"));
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.versions.node}`;
  console.log(`\n${bytes / 1e6} MB a capture, medians of ${rounds} rounds measured in turn.`);
  console.log(`${machine}, ${results.browser.version}`);
}

function save(rows, results, { bytes, rounds }) {
  const path = join(benchFolder, "result.json");
  const times = milliseconds(results.contests);
  const inBrowser = milliseconds(results.browser.contests);
  const found = { bytes, rounds, rows, milliseconds: times, inBrowser, weights: results.weights };
  writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`);
  console.log(`All figures: ${path}`);
}

await main(bench);
