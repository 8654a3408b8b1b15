// npm run format: lays out all sources anew; with --check only says what is not laid out.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findProgram, isStarted, main, root, run } from "./command.mjs";

const biome = join(root, "node_modules/.bin/biome");

/** The programs to run to check layout and lint, as [program, arguments]. */
export function checks() {
  return [
    [biome, ["check", "--config-path=web", "."]],
    [process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--project", "web"]],
    ...clangFormat(["--dry-run", "--Werror"]),
  ];
}

async function format() {
  const inPlace = [[biome, ["check", "--config-path=web", "--write", "."]], ...clangFormat(["-i"])];
  const commands = process.argv.includes("--check") ? checks() : inPlace;
  for (const [program, args] of commands) await run(program, args);
}

// Not among what set-up installs: it is large, and only who changes C++ needs it.
function clangFormat(args) {
  const program = findProgram("clang-format");
  if (!program) console.log("clang-format is not installed: the C++ sources are left as they are.");
  return program ? [[program, [...args, ...cppSources()]]] : [];
}

function cppSources() {
  return ["cpp", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => /\.(cpp|h)$/.test(name))
      .map((name) => join(folder, name)),
  );
}

if (isStarted(import.meta.url)) await main(format);
