// Bodies of HTTP/1 in chunks and with content codings: whole, in an order of two, truncated, damaged,
// with codings that are none. Differs from tshark on purpose: bodies are data whatever their type;
// several codings, zstd and all members of gzip are undone, a zero ends no text, and what is not framed
// as chunks is the body as it stands; the columns do not depend on what is decoded.
import { bytes } from "./packets.mjs";
import { talk } from "./tls.mjs";

// "<html>page page page page page page page</html>\n", by node:zlib 1.3.0 and zstd 1.5.4.
const page = "<html>page page page page page page page</html>\n";
const gzip = bytes(
  "0x1f8b0800000000000003b3c928c9cdb12b484c4f55c04bd8e883157201005520ed2230000000",
);
const zlib = bytes("0x789cb3c928c9cdb12b484c4f55c04bd8e88315720100a26410a3");
const deflate = zlib.subarray(2, -4);
const br = bytes("0x1b2f00f81d076ecc65fedd68ca97b0b252804b109eb32e449149d89105e0601217f3f79404");
const zstd = bytes(
  "0x28b52ffd0458cd0000983c68746d6c3e70616765203c2f68746d6c3e0a0100b88b17c059aebc",
);
const gzipThenBr = bytes("0x8b1280", gzip, 3);
const wrongChecksum = bytes(gzip.subarray(0, -8), "0x5420ed22", gzip.subarray(-4));
const empty = bytes("0x1f8b080000000000000303000000000000000000");

let port = 50_000;
const head = (...lines) =>
  `${["HTTP/1.1 200 OK", "Content-Type: text/html", ...lines].join("\r\n")}\r\n\r\n`;
/** What a server sends with these codings. */
function sent(codings, body, ...behind) {
  const coded = codings === "" ? [] : [`Content-Encoding: ${codings}`];
  port += 1;
  const length = `Content-Length: ${body.length}`;
  return talk(80, port, ["s", head(...coded, length), body, ...behind]);
}
/** The same in chunks, of which more may be wrong than their lengths. */
function chunked(codings, ...framed) {
  const coded = codings === "" ? [] : [`Content-Encoding: ${codings}`];
  port += 1;
  return talk(80, port, ["s", head(...coded, "Transfer-Encoding: chunked"), ...framed]);
}
const chunk = (data, more = "") => bytes(`${data.length.toString(16)}${more}\r\n`, data, "\r\n");
const last = "0\r\n\r\n";

export const packets = [
  ...sent("", page),
  ...sent("gzip", gzip),
  ...sent("X-GZip", gzip),
  ...sent("deflate", zlib),
  ...sent("deflate", deflate),
  ...sent("br", br),
  ...sent("zstd", zstd),
  ...sent("identity", page),
  ...sent("gzip, br", gzipThenBr),
  ...sent("gzip,gzip,gzip,gzip,gzip", gzip),
  ...sent("zip", gzip),
  ...sent("gzip", page),
  ...sent("gzip", gzip.subarray(0, 20)),
  ...sent("br", br.subarray(0, 30)),
  ...sent("gzip", wrongChecksum),
  ...sent("gzip", bytes(gzip, gzip)),
  ...sent("gzip", empty),
  ...sent("", "a\0b"),
  ...sent("gzip", gzip, head("Content-Length: 1"), "a"),
  ...chunked("", chunk(page.slice(0, 10)), chunk(page.slice(10), ";name=value"), last),
  ...chunked("gzip", chunk(gzip.subarray(0, 9)), chunk(gzip.subarray(9)), last),
  ...chunked("", chunk("hello"), "0\r\nA: b\r\nC: d\r\n\r\n"),
  ...chunked("", last),
  ...chunked("", chunk("hello"), "5\r\nhel"),
  ...chunked("", "no chunk\r\n"),
  ...chunked("", chunk("hello"), last, head("Content-Length: 1"), "a"),
];
