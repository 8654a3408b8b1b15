// npm run format: lays out all sources anew; npm run lint (--check) says what is not as it should be.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { attempt, findProgram, isStarted, main, plainError, root, run } from "../.ci/command.mjs";

const biome = join(root, "node_modules/.bin/biome");

/** THE LIST of what layout and lint are checked with, as {title, program, args}. */
export function checks() {
  return [
    { title: "Biome", program: biome, args: ["check", "--config-path=web", "."] },
    {
      title: "tsc",
      program: process.execPath,
      args: [join(root, "node_modules/typescript/bin/tsc"), "--project", "web"],
    },
    { title: "clang-format", ...clangFormat(["--dry-run", "--Werror"]) },
    { title: "clang-tidy", program: process.execPath, args: [join(root, "test/tidy.mjs")] },
  ];
}

/**
 * Runs them at once. Resolves to {title, code, output} of each; `skipped` says why one looked at
 * nothing.
 */
export function check() {
  return Promise.all(
    checks().map(async ({ title, program, args }) => {
      const { code, output } = await attempt(program, args);
      const skipped = /^skipped: (.*)$/m.exec(output)?.[1];
      return { title, code, output, skipped };
    }),
  );
}

async function format() {
  if (process.argv.includes("--check")) return report(await check());
  await run(biome, ["check", "--config-path=web", "--write", "."]);
  const { program, args } = clangFormat(["-i"]);
  await run(program, args);
}

function report(outcomes) {
  for (const { title, code, output, skipped } of outcomes) {
    console.log(skipped ? `skipped  ${skipped}` : `${code === 0 ? "ok" : "FAIL"}  ${title}`);
    if (code !== 0) console.log(output);
  }
  return outcomes.some(({ code }) => code !== 0) ? 1 : 0;
}

function clangFormat(args) {
  const program = findProgram("clang-format");
  if (!program) throw plainError("clang-format is not installed: apt-get install clang-format");
  return { program, args: [...args, ...cppSources()] };
}

function cppSources() {
  return ["cpp", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => /\.(cpp|h)$/.test(name))
      .map((name) => join(folder, name)),
  );
}

if (isStarted(import.meta.url)) await main(format);
