// HTTP/1 over several segments: lengths, chunks, up to the end, none, one behind the other, in
// another order, compressed, and another protocol behind it.
import { gzipSync } from "node:zlib";
import { back, bytes, tcp, there } from "../dissect/packets.mjs";

/** Lines, and an empty one behind them. */
export const lines = (...list) => `${list.join("\r\n")}\r\n\r\n`;
const get = (target, ...more) => lines(`GET ${target} HTTP/1.1`, "Host: www.example.org", ...more);

/** A conversation of texts, [side, text or bytes, size of its segments, what becomes of these]. */
export function talk(port, ...says) {
  const sent = { c: 1, s: 1 };
  const packets = [
    there(6, tcp(port, 80, [], { seq: 0, ack: 0, flags: "S" })),
    back(6, tcp(80, port, [], { seq: 0, ack: 1, flags: "SA" })),
    there(6, tcp(port, 80, [], { seq: 1, ack: 1, flags: "A" })),
  ];
  const segment = (side, text, flags = "PA") => {
    const numbers = { seq: sent[side], ack: sent[side === "c" ? "s" : "c"], flags };
    sent[side] += text.length;
    return side === "c"
      ? there(6, tcp(port, 80, text, numbers))
      : back(6, tcp(80, port, text, numbers));
  };
  for (const [side, text, size = 1400, arranged = (segments) => segments] of says) {
    const all = bytes(text);
    const segments = [];
    for (let at = 0; at < all.length; at += size) {
      segments.push(segment(side, all.subarray(at, at + size)));
    }
    packets.push(...arranged(segments));
  }
  packets.push(segment("s", [], "FA"));
  return packets;
}

const exchanged = ([first, second, third, ...others]) => [first, third, second, ...others];

const page = "<p>A page of some length.</p>\n".repeat(200);
const chunks = ["first chunk, ", "second chunk, ", page].map(
  (chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`,
);
const packed = gzipSync(page, { level: 9 });

export const packets = [
  ...talk(
    52001,
    ["c", get("/length.html")],
    ["s", lines("HTTP/1.1 200 OK", "Content-Type: text/html", `Content-Length: ${page.length}`)],
    ["s", page, 500, exchanged],
    ["c", get("/chunks.txt")],
    ["s", lines("HTTP/1.1 200 OK", "Content-Type: text/plain", "Transfer-Encoding: chunked")],
    ["s", `${chunks.join("")}0\r\n\r\n`, 70],
    [
      "c",
      `${lines("POST /form HTTP/1.1", "Host: www.example.org", "Content-Length: 11")}a=1&b=2&c=3`,
      40,
    ],
    ["s", lines("HTTP/1.1 204 No Content")],
    ["c", get("/packed.html", "Accept-Encoding: gzip")],
    [
      "s",
      bytes(
        lines(
          "HTTP/1.1 200 OK",
          "Content-Type: text/html",
          "Content-Encoding: gzip",
          `Content-Length: ${packed.length}`,
        ),
        packed,
      ),
      50,
    ],
  ),
  ...talk(
    52002,
    ["c", get("/1") + get("/2") + get("/3")],
    [
      "s",
      ["1", "two", "three3"]
        .map((body) => lines("HTTP/1.1 200 OK", `Content-Length: ${body.length}`) + body)
        .join(""),
      60,
    ],
  ),
  ...talk(
    52003,
    ["c", lines("HEAD /none HTTP/1.1", "Host: www.example.org") + get("/to-the-end")],
    ["s", lines("HTTP/1.1 200 OK", "Content-Length: 99")],
    ["s", `${lines("HTTP/1.1 200 OK", "Content-Type: text/plain")}up to the end of the stream`, 30],
  ),
];
