// The captures that are measured: THE TABLE, and how they come to be. Kept between runs.
import { existsSync, mkdirSync, renameSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { plainError, root, run } from "../../.ci/command.mjs";
import { makeSparseCapture } from "./sparse-capture.mjs";

export const benchFolder = join(root, "build/bench");

// One more whenever make_capture writes other bytes: captures of older ones are not measured.
const edition = 2;

/**
 * What make_capture is asked for. Those without `bytes` are as large as the run wants them, or so many
 * `times` as large; `sparse` ones are made here.
 */
export const captures = {
  imix: { title: "IMIX", sizes: "imix", order: "little", format: "usec" },
  small: { title: "64 B", sizes: "64", order: "little", format: "usec" },
  large: { title: "1514 B", sizes: "1514", order: "little", format: "usec" },
  bigEndian: { title: "IMIX, big-endian ns", sizes: "imix", order: "big", format: "nsec" },
  pcapng: { title: "IMIX, pcapng", sizes: "imix", order: "little", format: "pcapng" },
  // With the usual size, both of them have offsets above 2^32.
  many: { title: "4.3 × 64 B", sizes: "64", order: "little", format: "usec", times: 4.3 },
  long: {
    title: "4.3 × 256 KiB, sparse",
    sizes: "longest",
    order: "little",
    format: "usec",
    times: 4.3,
    sparse: true,
  },
  tiny: { title: "20 kB", sizes: "imix", order: "little", format: "usec", bytes: 20e3 },
  columns: { title: "64 MB IMIX", sizes: "imix", order: "little", format: "usec", bytes: 64e6 },
  web: {
    title: "40 MB, half of it HTTP and DNS",
    sizes: "web",
    order: "little",
    format: "usec",
    bytes: 40e6,
  },
  // Two sizes of the same traffic, 40 000 packets and 80 000, for counting instructions.
  single: { title: "40 k packets", sizes: "imix", order: "little", format: "usec", bytes: 14.8e6 },
  double: { title: "80 k packets", sizes: "imix", order: "little", format: "usec", bytes: 29.6e6 },
  pcapngSingle: {
    title: "40 k packets, pcapng",
    sizes: "imix",
    order: "little",
    format: "pcapng",
    bytes: 16e6,
  },
  pcapngDouble: {
    title: "80 k packets, pcapng",
    sizes: "imix",
    order: "little",
    format: "pcapng",
    bytes: 32e6,
  },
};

/** Makes what is not there yet and resolves to the paths by the names of the table. */
export async function makeCaptures(program, wantedBytes) {
  mkdirSync(benchFolder, { recursive: true });
  const wanted = Object.entries(captures).map(([name, row]) => plan(name, row, wantedBytes));
  const missing = wanted.filter(({ path }) => !existsSync(path));
  checkRoom(missing.reduce((sum, { bytes, sparse }) => sum + (sparse ? 0 : bytes), 0));
  for (const each of missing) await make(program, each);
  return Object.fromEntries(wanted.map(({ name, path }) => [name, path]));
}

function plan(name, row, wantedBytes) {
  const bytes = Math.round(row.bytes ?? wantedBytes * (row.times ?? 1));
  const file = `${row.sizes}-${row.order}-${row.format}-${bytes}.${edition}.pcap`;
  return { ...row, name, bytes, path: join(benchFolder, file) };
}

function checkRoom(bytes) {
  const disk = statfsSync(benchFolder);
  const free = disk.bavail * disk.bsize;
  if (free > bytes * 1.1) return;
  const [needed, there] = [bytes, free].map((size) => `${Math.ceil(size / 1e6)} MB`);
  throw plainError(`The captures need ${needed} in ${benchFolder}, where ${there} are free.`);
}

// Under another name until it is whole: a run that was ended leaves no half capture behind.
async function make(program, { path, bytes, sizes, order, format, title, sparse }) {
  console.log(`Making a capture: ${title}, ${Math.round(bytes / 1e6)} MB`);
  const unfinished = `${path}.part`;
  if (sparse) makeSparseCapture(unfinished, bytes);
  else await run(program, [unfinished, String(bytes), sizes, order, format]);
  renameSync(unfinished, path);
}
