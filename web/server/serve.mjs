// The page's server: the files of one folder and named captures, to this machine only.
import { open, realpath } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { byteRange } from "./byte-range.mjs";

const contentTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** The page may load its own files and nothing else, run no inline script, and send nothing. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The page may use nothing of the machine: it reads a file, and copies text where it is asked to. */
export const permissionsPolicy = [
  ...[
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
  ].map((feature) => `${feature}=()`),
  "clipboard-write=(self)",
].join(", ");

/**
 * What every answer says. Who serves the page elsewhere sends the same: index.html can say only the
 * first, without frame-ancestors, and Referrer-Policy.
 */
export const securityHeaders = {
  "Content-Security-Policy": contentSecurityPolicy,
  "Permissions-Policy": permissionsPolicy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * Serves `root` at / and each of `captures` (name → path) at /capture/<name>, on 127.0.0.1. Of what
 * is not in `root`, `elsewhere(path)` gives the file's path, or undefined. Port 0 takes a free one.
 * Resolves to its address (without a final slash) and `close()`; rejects when the port is taken
 * (code EADDRINUSE).
 */
export async function serve({ root, elsewhere = () => {}, port = 0, captures = new Map() }) {
  const served = { folder: await realpath(root), elsewhere, captures };
  const server = createServer((request, response) => {
    answer(request, response, served).catch((error) => fail(response, error));
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => close(server) };
}

function close(server) {
  return new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

async function answer(request, response, served) {
  if (!isOwnHost(request.headers.host)) return refuse(response, 403, "This host is not served.");
  if (request.method !== "GET" && request.method !== "HEAD") {
    return refuse(response, 405, "Only GET and HEAD are served.", { Allow: "GET, HEAD" });
  }
  const path = decodedPath(request.url);
  if (path === undefined) return refuse(response, 400, "The path is not valid.");
  const found = await locate(path, served);
  if (!found) return refuse(response, 404, "There is no such file.");
  const file = await open(found.path);
  try {
    await send(request, response, file, found);
  } finally {
    await file.close();
  }
}

// A page of another site can point its own name at 127.0.0.1 (DNS rebinding): the browser then
// sends that name as Host. The port is not compared, so that a forwarded port works.
function isOwnHost(host) {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? "");
}

/** The path of a request with escapes decoded, or undefined when it cannot be a file's. */
function decodedPath(target) {
  try {
    const path = decodeURIComponent(target.split(/[?#]/, 1)[0]);
    return path.startsWith("/") && !path.includes("\0") ? path : undefined;
  } catch {
    return undefined; // A malformed escape.
  }
}

async function locate(path, { folder, elsewhere, captures }) {
  if (path.startsWith("/capture/")) {
    const capture = captures.get(path.slice("/capture/".length));
    return capture && { path: capture, type: "application/octet-stream", cache: "no-store" };
  }
  const name = path.endsWith("/") ? `${path}index.html` : path;
  const file = (await insideOf(folder, name)) ?? elsewhere(name);
  const type = contentTypes[extname(file ?? "").toLowerCase()] ?? "application/octet-stream";
  return file && { path: file, type, cache: "no-cache" };
}

/** The real path of a file of the folder; undefined when it is absent or lies outside. */
async function insideOf(folder, path) {
  try {
    const file = await realpath(join(folder, path));
    return file.startsWith(folder + sep) ? file : undefined;
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP"].includes(error.code)) return undefined;
    throw error;
  }
}

async function send(request, response, file, { type, cache }) {
  const stat = await file.stat();
  if (!stat.isFile()) return refuse(response, 404, "There is no such file.");
  const asked = request.headers["if-range"] ? undefined : request.headers.range;
  const range = byteRange(asked, stat.size);
  const total = { "Content-Range": `bytes */${stat.size}` };
  if (range === "unsatisfiable") return refuse(response, 416, "There are no such bytes.", total);
  const { start, end } = range ?? { start: 0, end: stat.size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...securityHeaders,
    "Content-Type": type,
    "Content-Length": end - start + 1,
    "Accept-Ranges": "bytes",
    "Cache-Control": cache,
    ...(range && { "Content-Range": `bytes ${start}-${end}/${stat.size}` }),
  });
  if (request.method === "HEAD" || end < start) return response.end();
  await stream(file, start, end, response);
}

async function stream(file, start, end, response) {
  const source = file.createReadStream({ start, end, autoClose: false });
  try {
    await pipeline(source, response, { end: false });
  } catch (error) {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
    return; // The browser went away: a cancelled download is no fault.
  }
  // A file that shrank meanwhile cannot fill the announced length: end the connection instead.
  if (source.bytesRead < end - start + 1) response.destroy();
  else response.end();
}

function refuse(response, status, message, headers = {}) {
  const type = { "Content-Type": "text/plain; charset=utf-8" };
  response.writeHead(status, { ...securityHeaders, ...type, ...headers });
  response.end(response.req.method === "HEAD" ? undefined : `${message}\n`);
}

function fail(response, error) {
  if (response.headersSent) response.destroy();
  else refuse(response, 500, `The file cannot be read: ${error.code ?? error.message}`);
}
