// Messages over several TCP segments, several of them in one, segments lost, exchanged and sent
// again. Differs from tshark on purpose: segments that come late are dissected where they fill a gap;
// what answers HEAD is known by the answer behind it.
import { back, bytes, tcp, there, u16 } from "./packets.mjs";
import { clientHello, extension, record, serverHello } from "./tls.mjs";

const lines = (...list) => `${list.join("\r\n")}\r\n\r\n`;

/** What a client sends to a port, in pieces: [first byte, bytes behind it] in the order they come. */
function sent(port, from, stream, ...pieces) {
  const data = bytes(stream);
  const opening = there(6, tcp(from, port, [], { seq: 99, ack: 0, flags: "S" }));
  return [
    opening,
    ...pieces.map(([at, size]) =>
      there(
        6,
        tcp(from, port, data.subarray(at, at + size), {
          seq: 100 + at,
          ack: 1,
        }),
      ),
    ),
  ];
}
/** The other way, in one piece. */
const answered = (port, to, stream) => back(6, tcp(port, to, bytes(stream), { seq: 1, ack: 1 }));

const query = (id) => {
  const message = bytes(
    u16(id),
    u16(0x100),
    u16(1),
    u16(0),
    u16(0),
    u16(0),
    7,
    "example",
    4,
    "test",
    0,
  );
  const whole = bytes(message, u16(1), u16(1));
  return bytes(u16(whole.length), whole);
};
const queries = bytes(query(1), query(2), query(3));
const size = query(1).length;

const post = lines("POST /form HTTP/1.1", "Host: a.test", "Content-Length: 11");
const chunked = lines("HTTP/1.1 200 OK", "Transfer-Encoding: chunked");
const options = lines("OPTIONS sip:b@h.test SIP/2.0", "Call-ID: 1", "CSeq: 1 OPTIONS");

const hello = record(
  22,
  0x0301,
  clientHello(0x0303, [], [0x1301], [extension(21, new Uint8Array(1500))]),
);
const chosen = record(22, 0x0303, serverHello(0x0303, 0x1301, [extension(43, u16(0x0304))]));
const secret = record(23, 0x0303, new Uint8Array(40));

export const packets = [
  // In pieces, and several behind one another.
  ...sent(53, 50001, queries, [0, 2], [2, size - 2], [size, 2 * size]),
  // A segment is late.
  ...sent(53, 50002, queries, [0, 20], [40, queries.length - 40], [20, 20]),
  // It was lost.
  ...sent(53, 50003, queries, [0, size + 10], [2 * size, size]),
  // Sent again, in part and all of it.
  ...sent(53, 50004, queries, [0, size], [0, size], [10, 2 * size - 10], [2 * size, size]),
  ...sent(80, 50005, `${post}hello world`, [0, 30], [30, 35], [65, 40]),
  ...sent(80, 50006, `${lines("GET /1 HTTP/1.1")}${lines("GET /2 HTTP/1.1")}`, [0, 100]),
  answered(80, 50006, `${lines("HTTP/1.1 100 Continue")}${chunked}3\r\none\r\n0\r\n\r\n`),
  ...sent(5060, 50007, options + options, [0, 100], [100, 100]),
  ...sent(443, 50008, bytes(hello, secret), [0, 1400], [1400, hello.length + secret.length]),
  answered(443, 50008, bytes(chosen, secret)),
  there(
    6,
    tcp(50008, 443, secret, {
      seq: 100 + hello.length + secret.length,
      ack: 1,
    }),
  ),
];
