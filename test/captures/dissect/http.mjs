// HTTP/1: requests and responses with their headers and bodies, unusual lines. Differs from tshark on
// purpose: bodies are data whatever their type, several messages are not counted, and what a
// response answers is not remembered.
import { talk } from "./tls.mjs";

const lines = (...list) => `${list.join("\r\n")}\r\n\r\n`;

const get = lines(
  "GET /path/file.html?name=value&other=1 HTTP/1.1",
  "Host: www.example.org",
  "User-Agent: Example/1.0 (made up)",
  "Accept: text/html, */*;q=0.8",
  "Accept-Language: en",
  "Accept-Encoding: gzip",
  "Cookie: a=1; b=2",
  "Referer: http://www.example.org/",
  "Connection: keep-alive",
  "Cache-Control: no-cache",
  "X-Forwarded-For: 192.0.2.7",
  "X-Made-Up: something",
);
const page = "<html>page</html>\n";
const answer = (status, type, body, ...more) =>
  `${lines(`HTTP/1.1 ${status}`, ...more, ...(type ? [`Content-Type: ${type}`] : []), `Content-Length: ${body.length}`)}${body}`;

export const packets = [
  ...talk(
    80,
    50001,
    ["c", get],
    [
      "s",
      answer(
        "200 OK",
        "text/html; charset=utf-8",
        page,
        "Date: Wed, 01 Jan 2025 00:00:00 GMT",
        "Server: example",
        "Set-Cookie: c=3; Path=/",
        "Last-Modified: Tue, 31 Dec 2024 00:00:00 GMT",
      ),
    ],
  ),
  ...talk(
    80,
    50002,
    [
      "c",
      `${lines("POST /form HTTP/1.1", "Host: www.example.org:8080", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 7")}a=1&b=2`,
    ],
    [
      "s",
      lines("HTTP/1.1 302 Found", "Location: http://www.example.org/next", "Content-Length: 0"),
    ],
  ),
  ...talk(
    8080,
    50003,
    [
      "c",
      lines(
        "GET http://www.example.org/whole HTTP/1.1",
        "Host: www.example.org",
        "Proxy-Authorization: Basic dXNlcjpwYXNz",
      ),
    ],
    ["s", answer("200 OK", "application/json", '{"a":1}')],
  ),
  ...talk(
    80,
    50004,
    [
      "c",
      lines("HEAD / HTTP/1.0", "Authorization: Basic dXNlcjpwYXNz", "authorization: Bearer token"),
    ],
    [
      "s",
      lines(
        "HTTP/1.0 401 Unauthorized",
        'WWW-Authenticate: Basic realm="x"',
        "Transfer-Encoding: identity",
      ),
    ],
  ),
  ...talk(
    9999,
    50005,
    ["c", lines("OPTIONS * HTTP/1.1", "Host: www.example.org")],
    ["s", answer("404 ", "application/octet-stream", "bytes")],
  ),
  ...talk(
    80,
    50006,
    ["c", lines("CONNECT www.example.org:443 HTTP/1.1")],
    ["s", lines("HTTP/1.1 204 No Content")],
  ),
  ...talk(
    80,
    50007,
    [
      "c",
      lines(
        "GET /chat HTTP/1.1",
        "Host: www.example.org",
        "Upgrade: websocket",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: chat",
        "Sec-WebSocket-Extensions: x",
      ),
    ],
    [
      "s",
      lines(
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
      ),
    ],
  ),
  ...talk(
    80,
    50008,
    ["c", lines("PROPFIND /dav HTTP/1.1", "Host: www.example.org", "Depth: 1")],
    ["s", answer("207 Multi-Status", "application/xml", "<?xml?><a/>")],
  ),
  ...talk(
    80,
    50009,
    ["c", "GET / HTTP/1.1\nHost: www.example.org\nX-Folded: one\n two\n\n"],
    ["s", lines("HTTP/1.1 500 ")],
  ),
  ...talk(80, 50010, ["c", "\u0000\u0001 not http"]),
  ...talk(80, 50011, [
    "c",
    lines("GET /?&&a HTTP/1.1", "Host: www.example.org", "no colon", "Empty:", "Cookie: ;; x"),
  ]),
  // Two requests at once, and a request that goes on in the next segment.
  ...talk(80, 50012, [
    "c",
    lines("GET /1 HTTP/1.1", "Host: www.example.org", "Content-Length: 0"),
    lines("GET /2 HTTP/1.1"),
  ]),
  ...talk(80, 50013, ["c", "GET /long"]),
];
