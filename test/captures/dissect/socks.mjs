// SOCKS 4, 4a and 5 (RFC 1928 and 1929), and what is said through it.
import { bytes, ip4, ip6, segments, u16 } from "./packets.mjs";

function talk(port, ...turns) {
  const { out, in: back } = segments(port, 1080);
  let seq = 1;
  let ack = 1;
  return turns.map(([way, ...data]) => {
    const payload = bytes(data);
    const packet = way === ">" ? out(seq, ack, payload) : back(ack, seq, payload);
    if (way === ">") seq += payload.length;
    else ack += payload.length;
    return packet;
  });
}

const get = "GET / HTTP/1.1\r\nHost: example.test\r\n\r\n";
const ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

export const packets = [
  ...talk(
    40001,
    [">", 5, 1, 0],
    ["<", 5, 0],
    [">", 5, 1, 0, 3, 12, "example.test", u16(80)],
    ["<", 5, 0, 0, 1, ip4("192.0.2.1"), u16(40000)],
    [">", get],
    ["<", ok],
  ),
  ...talk(
    40002,
    [">", 5, 2, 0, 2],
    ["<", 5, 2],
    [">", 1, 4, "user", 6, "secret"],
    ["<", 1, 0],
    [">", 5, 1, 0, 4, ip6("2001:db8::7"), u16(80)],
    ["<", 5, 0, 0, 4, ip6("2001:db8::1"), u16(40000)],
    [">", get],
    ["<", ok],
  ),
  ...talk(
    40003,
    [">", 4, 1, u16(80), ip4("192.0.2.7"), "user", 0],
    ["<", 0, 90, u16(80), ip4("192.0.2.7")],
    [">", get],
    ["<", ok],
  ),
  ...talk(
    40004,
    [">", 4, 1, u16(80), ip4("0.0.0.1"), "user", 0, "example.test", 0],
    ["<", 0, 91, u16(0), ip4("0.0.0.0")],
  ),
  ...talk(
    40005,
    [">", 5, 1, 0],
    ["<", 5, 0],
    [">", 5, 3, 0, 1, ip4("0.0.0.0"), u16(0)],
    ["<", 5, 5, 0, 1, ip4("0.0.0.0"), u16(0)],
    [">", "anything else"],
  ),
  ...talk(40006, [">", 5, 1, 0], ["<", 5, 0xff]),
];
