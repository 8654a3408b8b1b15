// What the native program says and writes, to be compared with what the package does.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const binary = join(import.meta.dirname, "../../build/native/packetglass");

/** False where it was not built. */
export const hasNative = existsSync(binary);

/** The lines that `packetglass events --file-headers` prints: one text. */
export function nativeEvents(path) {
  const args = ["events", "--file-headers", path];
  return spawnSync(binary, args, { maxBuffer: 2 ** 30 }).stdout.toString();
}

/** What a command writes to `out`, none where it writes no file. */
export function nativeFile(command, out, args, input) {
  rmSync(out, { force: true });
  spawnSync(binary, [command, ...args], { input });
  return existsSync(out) ? readFileSync(out) : Buffer.alloc(0);
}

/** What a command prints, whatever it exits with. */
export function nativeOutput(...args) {
  return spawnSync(binary, args, { maxBuffer: 2 ** 30 }).stdout.toString();
}

/** The same, but it has to exit with 0. */
export function native(...args) {
  return execFileSync(binary, args, { maxBuffer: 2 ** 30 });
}

/** What it says is wrong with a source apart from the capture inside: "byte 24: The xz data …". */
export function nativeDamage(path) {
  const { stderr } = spawnSync(binary, ["info", path], { encoding: "utf8" });
  return /byte \d+: .* data.*/.exec(stderr)?.[0];
}

/** An event as the program prints it. */
export function line(event) {
  return `${JSON.stringify(event, (name, value) => {
    if (name === "data" && typeof value !== "string") return Buffer.from(value).toString("base64");
    return typeof value === "bigint" ? iso8601(value) : value;
  })}\n`;
}

const SECOND = 1_000_000_000n;

function iso8601(nanoseconds) {
  const fraction = ((nanoseconds % SECOND) + SECOND) % SECOND;
  const seconds = Number((nanoseconds - fraction) / SECOND);
  return new Date(seconds * 1000)
    .toISOString()
    .replace(/\.000Z/, `.${String(fraction).padStart(9, "0")}Z`);
}
