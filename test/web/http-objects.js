// Captures of conversations over HTTP, and the objects in captures.
import { openCapture } from "packetglass";
import { pcap } from "../captures/dissect/packets.mjs";
import { lines, talk } from "../captures/flow/http.mjs";

/** A request. */
export const get = (target, ...more) =>
  lines(`GET ${target} HTTP/1.1`, "Host: www.example.org", ...more);
/** A response with a body of its length. */
export const answer = (body, ...more) =>
  lines("HTTP/1.1 200 OK", ...more, `Content-Length: ${body.length}`) + body;
/** A response with a body in one chunk. */
export const chunked = (body) =>
  `${lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

/** A capture of what these conversations say; the first of them has port 50000. */
export const captured = (...conversations) =>
  pcap(
    1,
    conversations.flatMap((says, i) => talk(50000 + i, ...says)),
  );

/** Whatever comes, as an array. */
export async function all(found) {
  const list = [];
  for await (const each of found) list.push(each);
  return list;
}

/** All objects of a capture. */
export async function objectsOf(source, options) {
  const capture = await openCapture(source, { summary: true });
  try {
    return await all(capture.objects(options));
  } finally {
    capture.close();
  }
}

/** Bytes as text, a character each. */
export const text = (bytes) => Buffer.from(bytes).toString("latin1");
