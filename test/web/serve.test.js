// The page's server: what it serves, to whom, and what it refuses.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { contentSecurityPolicy, permissionsPolicy, serve } from "../../web/server/serve.mjs";

const digits = "0123456789";
let folder;
let server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "packetglass-serve-"));
  mkdirSync(join(folder, "page/assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(folder, "page/index.html"), "<!doctype html>");
  writeFileSync(join(folder, "page/assets/core.wasm"), "\0asm");
  writeFileSync(join(folder, "page/assets/a name.js"), "export {};");
  writeFileSync(join(folder, "page/empty.css"), "");
  symlinkSync(join(folder, "secret.txt"), join(folder, "page/link.txt"));
  writeFileSync(join(folder, "digits"), digits);
  const captures = new Map([
    ["a b#1.pcap", join(folder, "digits")],
    ["gone.pcap", join(folder, "gone")],
  ]);
  server = await serve({ root: join(folder, "page"), captures });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** One request whose path goes out as it is: fetch() would tidy it. */
function ask(path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode, headers: response.headers, body });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

const capture = "/capture/a%20b%231.pcap";
const rangeOf = (range, more = {}) => ask(capture, { headers: { Range: range, ...more } });

describe("files", () => {
  test.each([
    ["/", "text/html; charset=utf-8", "<!doctype html>"],
    ["/index.html?open=/capture/x", "text/html; charset=utf-8", "<!doctype html>"],
    ["/assets/core.wasm", "application/wasm", "\0asm"],
    ["/assets/a%20name.js", "text/javascript; charset=utf-8", "export {};"],
    ["/empty.css", "text/css; charset=utf-8", ""],
  ])("%s is served as %s", async (path, type, body) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe(type);
    expect(answer.headers["content-length"]).toBe(String(body.length));
    expect(answer.body).toBe(body);
  });

  test.each(["/absent.js", "/assets", "/assets/", "/index.html/", "/capture/", "/capture/absent"])(
    "%s is not there",
    async (path) => expect((await ask(path)).status).toBe(404),
  );

  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "//../secret.txt",
    "/..\\secret.txt",
    "/capture/../../secret.txt",
    "/link.txt",
  ])("%s does not lead out of the folder", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain("secret");
  });

  test.each(["/%", "/%zz", "/index.html%00.js"])("%s is not a valid path", async (path) =>
    expect((await ask(path)).status).toBe(400),
  );
});

describe("headers", () => {
  test.each(["/", "/absent", "/%", capture])("%s comes with the strict ones", async (path) => {
    const { headers } = await ask(path);
    expect(headers["content-security-policy"]).toBe(contentSecurityPolicy);
    expect(headers["permissions-policy"]).toBe(permissionsPolicy);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
  });

  test("the policy allows nothing that is not named, and no inline script", () => {
    expect(contentSecurityPolicy).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
    );
    expect(contentSecurityPolicy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/);
  });

  test("the page may use nothing of the machine but the clipboard, to write to it", () => {
    const features = permissionsPolicy.split(", ");
    for (const denied of ["camera", "microphone", "geolocation", "usb", "clipboard-read"]) {
      expect(features).toContain(`${denied}=()`);
    }
    expect(features.filter((feature) => !feature.endsWith("=()"))).toEqual([
      "clipboard-write=(self)",
    ]);
  });
});

describe("hosts", () => {
  test.each(["localhost", "127.0.0.1:8080", "LOCALHOST:1", "[::1]:9"])(
    "%s is this machine",
    async (Host) => expect((await ask("/", { headers: { Host } })).status).toBe(200),
  );

  test.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "10.0.0.1",
    "a@localhost",
  ])("%s is refused, as a rebound name would be", async (Host) => {
    const answer = await ask("/", { headers: { Host } });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain("doctype");
  });

  test("the server listens on the loopback address alone", () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe("methods", () => {
  test("HEAD has the headers of GET and no body", async () => {
    const [head, get] = [await ask(capture, { method: "HEAD" }), await ask(capture)];
    expect(head.status).toBe(200);
    expect(head.body).toBe("");
    expect({ ...head.headers, date: "" }).toEqual({ ...get.headers, date: "" });
  });

  test("HEAD of an absent file has no body either", async () => {
    expect(await ask("/absent", { method: "HEAD" })).toMatchObject({ status: 404, body: "" });
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("%s is not allowed", async (method) => {
    const answer = await ask("/", { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe("GET, HEAD");
  });
});

describe("ranges of a capture", () => {
  test("the whole without a range", async () => {
    const answer = await ask(capture);
    expect(answer).toMatchObject({ status: 200, body: digits });
    expect(answer.headers["accept-ranges"]).toBe("bytes");
    expect(answer.headers["content-type"]).toBe("application/octet-stream");
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test.each([
    ["bytes=0-0", "0", "bytes 0-0/10"],
    ["bytes=2-5", "2345", "bytes 2-5/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=7-1000", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=-1000", digits, "bytes 0-9/10"],
  ])("%s", async (range, body, answered) => {
    const answer = await rangeOf(range);
    expect(answer).toMatchObject({ status: 206, body });
    expect(answer.headers["content-range"]).toBe(answered);
    expect(answer.headers["content-length"]).toBe(String(body.length));
  });

  test.each([
    "bytes=10-",
    "bytes=5-4",
    "bytes=-0",
    "bytes=-",
    "bytes=a-b",
    "bytes=1",
    "bytes=0x1-2",
  ])("%s has no bytes", async (range) => {
    const answer = await rangeOf(range);
    expect(answer.status).toBe(416);
    expect(answer.headers["content-range"]).toBe("bytes */10");
  });

  test.each(["lines=1-2", "bytes=0-1,4-5"])("%s is answered with the whole", async (range) =>
    expect(await rangeOf(range)).toMatchObject({ status: 200, body: digits }),
  );

  test("If-Range never matches, as there are no validators", async () => {
    const answer = await rangeOf("bytes=1-2", { "If-Range": '"x"' });
    expect(answer).toMatchObject({ status: 200, body: digits });
  });

  test("HEAD of a range", async () => {
    const answer = await ask(capture, { method: "HEAD", headers: { Range: "bytes=1-2" } });
    expect(answer).toMatchObject({ status: 206, body: "" });
    expect(answer.headers["content-length"]).toBe("2");
  });
});

describe("what goes wrong", () => {
  test("a capture that was removed is reported, and the server goes on", async () => {
    const answer = await ask("/capture/gone.pcap");
    expect(answer.status).toBe(500);
    expect(answer.body).toContain("ENOENT");
    expect((await ask("/")).status).toBe(200);
  });

  test("a folder that is absent is an error at once", async () => {
    await expect(serve({ root: join(folder, "absent") })).rejects.toThrow("ENOENT");
  });

  test("a port that is taken is an error with its code", async () => {
    const port = Number(new URL(server.url).port);
    const second = serve({ root: folder, port });
    await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("close() ends a connection that is kept open", async () => {
    const other = await serve({ root: join(folder, "page") });
    const socket = connect(Number(new URL(other.url).port), "127.0.0.1");
    const ended = new Promise((resolve) => socket.on("close", resolve));
    await new Promise((resolve) => socket.on("connect", resolve));
    await other.close();
    await ended;
  });
});
