// Segments of TCP that were lost, exchanged or sent again, under layers above TCP and without them; ports
// used again, by a SYN and by a SYN-ACK; scaled windows of which one side was captured. Differs from
// tshark on purpose: data that was acknowledged before it came is dissected all the same, and all that is
// sent again is tcp.segment_data.
import { back, bytes, segments, tcp, there } from "./packets.mjs";

const request = (path) => `GET ${path} HTTP/1.1\r\nHost: example.org\r\n\r\n`;
const record = bytes(23, 3, 3, 0, 20, "twenty bytes, sealed");
const ping = bytes(0xc0, 0);
const scale = (shift) => bytes(3, 3, shift, 1);

/** What both sides of a conversation send, by relative numbers. */
function conversation(port, other) {
  return {
    ...segments(port, other),
    open: () => [
      there(6, tcp(port, other, "", { seq: 0, ack: 0, flags: "S" })),
      back(6, tcp(other, port, "", { seq: 0, ack: 1, flags: "SA" })),
      there(6, tcp(port, other, "", { flags: "A" })),
    ],
  };
}

const tls = conversation(40000, 443);
const http = conversation(40001, 80);
const early = conversation(40002, 80);
const mqtt = conversation(40003, 1883);
const again = conversation(40004, 9000);
const half = conversation(40005, 9000);
const steep = conversation(40006, 9000);

export const packets = [
  ...tls.open(),
  tls.in(1, 1, record),
  tls.in(51, 1, record), // one before it was not captured
  tls.in(26, 1, record), // here it is
  tls.out(1, 76, "", { flags: "A" }),
  tls.in(51, 1, record), // for nothing

  ...http.open(),
  http.out(1, 1, request("/once")),
  http.out(1, 1, request("/once")),
  http.in(1, 42, "HTTP/1.1 204 No Content\r\n\r\n"),

  // Acknowledged before it was captured.
  ...early.open(),
  early.in(1, 42, "", { flags: "A" }),
  early.out(1, 1, request("/late")),

  ...mqtt.open(),
  mqtt.out(3, 1, ping),

  ...again.open(),
  again.out(5000, 0, "", { flags: "S" }), // by the same ports
  again.in(7000, 5001, "", { flags: "SA" }),
  again.out(5001, 7001, "more", { flags: "PA" }),
  again.in(900000, 5005, "", { flags: "SA" }), // a SYN that was not captured was between
  again.in(900001, 5005, "and more"),

  half.out(0, 0, "", { flags: "S", extra: scale(7) }),
  half.out(1, 1, "", { flags: "A", window: 100 }),
  half.out(1, 1, "half", { window: 100 }),

  steep.out(0, 0, "", { flags: "S", extra: scale(255) }),
  steep.in(0, 1, "", { flags: "SA", extra: scale(2) }),
  steep.out(1, 1, "", { flags: "A", window: 3 }),
  steep.in(1, 1, "fills", { window: 3 }),
];
