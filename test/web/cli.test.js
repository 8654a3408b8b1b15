// The program of the package: npx packetglass FILE.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "@jest/globals";
import { scratch } from "./scratch.js";
import { packets, pcap } from "./synthetic.js";

const program = join(import.meta.dirname, "../../dist/cli.mjs");
const capture = pcap(packets(10));
const file = scratch();

const run = (...args) => spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });

/** Starts it and hands on the address it prints; it must end quietly when it is asked to. */
async function serving(args, use, path = program) {
  const child = spawn(process.execPath, [path, "--port", "0", ...args]);
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  try {
    await use(line.match(/http:\S+/)[0]);
  } finally {
    child.kill("SIGTERM");
  }
  expect((await once(child, "exit"))[0]).toBe(0);
}

test("serves the page with the file open in it", async () => {
  await serving([file("of a host.pcap", capture)], async (address) => {
    const url = new URL(address);
    expect(url.hostname).toBe("127.0.0.1");
    const page = await (await fetch(url)).text();
    expect(page).toContain("<title>packetglass</title>");
    const asked = url.searchParams.get("open");
    const answered = await fetch(new URL(asked, url));
    expect(new Uint8Array(await answered.arrayBuffer())).toEqual(capture);
  });
});

test("nobody else on the machine can guess where the capture is", async () => {
  const path = file("secret.pcap", capture);
  await serving([path], async (address) => {
    const guessed = await fetch(new URL("/capture/secret.pcap", address));
    expect(guessed.status).toBe(404);
  });
});

test("serves the page alone", async () => {
  await serving([], async (address) => {
    expect(new URL(address).search).toBe("");
    expect((await fetch(address)).status).toBe(200);
  });
});

test("--help", () => {
  const { stdout, status } = run("--help");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^packetglass \[--port N\] \[FILE\]/);
});

test("--version", () => {
  const { version } = JSON.parse(readFileSync(join(program, "../../package.json"), "utf8"));
  const { stdout, status } = run("--version");
  expect([stdout, status]).toEqual([`packetglass ${version}\n`, 0]);
  expect(run("--help").stdout).toContain("--version");
});

test("the page's WebAssembly is the package's, where the page has none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "packetglass-cli-"));
  try {
    cpSync(join(program, ".."), join(folder, "dist"), { recursive: true });
    const assets = join(folder, "dist/page/assets");
    const names = readdirSync(assets).filter((name) => name.endsWith(".wasm"));
    expect(names.map((name) => name.split("-")[0]).sort()).toEqual([
      "bpf",
      "core",
      "decode",
      "decompress",
      "dissect",
      "edit",
      "regex",
      "stream",
    ]);
    for (const name of names) rmSync(join(assets, name));
    await serving(
      [],
      async (address) => {
        for (const name of names) {
          const answered = await fetch(new URL(`/assets/${name}`, address));
          expect(answered.headers.get("Content-Type")).toBe("application/wasm");
          const own = readFileSync(join(folder, `dist/${name.split("-")[0]}.wasm`));
          expect(own.equals(Buffer.from(await answered.arrayBuffer()))).toBe(true);
        }
        for (const path of ["/core.wasm", "/assets/other-12345678.wasm", "/assets/core-1.js"]) {
          expect([path, (await fetch(new URL(path, address))).status]).toEqual([path, 404]);
        }
      },
      join(folder, "dist/cli.mjs"),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [["no-such-file.pcap"], /There is no file .*no-such-file\.pcap/],
  [[import.meta.dirname], /is not a regular file/],
  [["--port", "70000"], /--port is a number from 0 to 65535/],
  [["--port", "x"], /--port is a number/],
  [["a", "b"], /One FILE at most/],
  [["--wrong"], /--wrong/],
])("%j is refused with a sentence and how to call it", (args, message) => {
  const { stdout, stderr, status } = run(...args);
  expect([stdout, status]).toEqual(["", 2]);
  expect(stderr).toMatch(message);
  expect(stderr).toContain("--help");
  expect(stderr).not.toMatch(/^ +at /m);
});
