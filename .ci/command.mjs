// Running programs: quiet while they succeed, everything they printed when they fail.
import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A program that ended badly. `output` is all it printed. */
export class CommandFailed extends Error {
  constructor(line, outcome, output) {
    super(`${line}\n  ${outcome}`);
    this.name = "CommandFailed";
    this.output = output;
  }
}

/**
 * Runs a program to its end, in the repository's top folder unless `cwd` says otherwise.
 * Resolves to its exit code and what it printed (both streams, in order); with `show` it
 * prints to the terminal instead. `onOutput` is given each text it prints to standard output.
 * Never rejects for a bad exit code; does when it cannot start.
 */
export function attempt(program, args, options = {}) {
  const { cwd = root, env = {}, show = false, onOutput } = options;
  return new Promise((resolve, reject) => {
    const stdio = show ? "inherit" : ["ignore", "pipe", "pipe"];
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio });
    const printed = [];
    child.stdout?.on("data", (chunk) => printed.push(chunk));
    if (onOutput) child.stdout?.on("data", (chunk) => onOutput(chunk.toString()));
    child.stderr?.on("data", (chunk) => printed.push(chunk));
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({ code: code ?? 1, signal, output: Buffer.concat(printed).toString() }),
    );
  });
}

/** As attempt(), but rejects with CommandFailed when the exit code is not 0. */
export async function run(program, args, options = {}) {
  const { code, signal, output } = await attempt(program, args, options);
  if (code === 0) return output;
  const outcome = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  throw new CommandFailed([program, ...args].join(" "), outcome, output);
}

/** Full path of the first of these programs on PATH (or given as a path), or undefined. */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  for (const name of names) {
    const places = name.includes("/") ? [name] : folders.map((folder) => join(folder, name));
    const found = places.find(isExecutable);
    if (found) return found;
  }
  return undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // Not there, or not ours to run: the same to someone who looks for it.
  }
}

/** Runs a task script's main function; a failure is printed plainly and becomes exit code 1. */
export async function main(task) {
  try {
    process.exitCode = (await task()) ?? 0;
  } catch (error) {
    if (error.output) process.stderr.write(error.output);
    const plain = error instanceof CommandFailed || error.plain;
    console.error(plain ? error.message : error);
    process.exitCode = 1;
  }
}

/** An error whose message says all there is to say: main() prints it without a stack. */
export function plainError(message) {
  return Object.assign(new Error(message), { plain: true });
}

/** True when the script of this module's URL was started by hand rather than imported. */
export function isStarted(url) {
  return process.argv[1] === fileURLToPath(url);
}
