// Mutates captures and gives them to the package: node fuzz.mjs PACKAGE SEED RUNS [SECONDS]
// PACKAGE is its entry, dist/index.mjs. A seed decides one run, whatever was run before.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { captures } from "./captures.mjs";
import { exercise } from "./exercise.mjs";
import { mutated } from "./mutate.mjs";
import { Random } from "./random.mjs";

/**
 * The runs of the seeds from `seed` on: `runs` of them, less where the time is over. Gives how many
 * there were, and the first finding: its seed, its bytes and its error.
 */
export async function fuzz(packetglass, { seed, runs, seconds = Number.POSITIVE_INFINITY }) {
  const all = captures();
  const end = performance.now() + 1000 * seconds;
  let done = 0;
  for (; done < runs && performance.now() < end; done++) {
    const random = new Random(seed + done);
    const bytes = mutated(random.oneOf(all), random, random.oneOf(all));
    try {
      await exercise(packetglass, bytes, random);
    } catch (error) {
      return { done, finding: { seed: seed + done, bytes, error } };
    }
  }
  return { done };
}

async function main([entry, seed, runs, seconds, folder = "build/fuzz"]) {
  const packetglass = await import(pathToFileURL(entry));
  const counts = { seed: Number(seed), runs: Number(runs), seconds: Number(seconds) };
  const { done, finding } = await fuzz(packetglass, counts);
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  console.error(`stat::number_of_executed_units: ${done}`);
  console.error(`stat::peak_rss_mb: ${Math.ceil(maxRSS / 1024)}`);
  console.error(`stat::processor_seconds: ${Math.round((userCPUTime + systemCPUTime) / 1e6)}`);
  if (!finding) return;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `crash-javascript-${finding.seed}`);
  writeFileSync(path, finding.bytes);
  console.error(`Seed ${finding.seed}, ${path}:\n${finding.error.stack ?? finding.error}`);
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
