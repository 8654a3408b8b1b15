// Lengths that do not fit: of UDP and its packet, of half a type, of what was cut by the snaplen.
import {
  back,
  bytes,
  cut,
  ethernet,
  ipv4,
  ipv6,
  tcp,
  there,
  there6,
  u16,
  u32,
  udp,
} from "./packets.mjs";

const said = (length, ...data) => bytes(u16(40000), u16(9), u16(length), u16(0), ...data);
const fragment = (protocol, packet) => ethernet(0x0800, ipv4(protocol, packet, { flags: 0x2000 }));
const answer = (port, ...lines) => back(6, tcp(80, port, bytes("HTTP/1.1 200 OK\r\n", ...lines)));
const query = (name) =>
  bytes("0x123401000001000000000000", name.length, name, 4, "test", 0, u16(1), u16(1));

export const packets = [
  there(17, said(0, "hello")),
  there(17, said(7, "hello")),
  there(17, said(8, "hello")),
  there(17, said(13, "hello")),
  there(17, said(14, "hello")),
  there(17, said(100, "hello")),
  there6(17, said(0, "hello")), // a jumbogram
  there6(17, said(7, "hello")),
  there6(17, said(14, "hello")),
  // IPv6 under the number of IPv4, and what is neither.
  ethernet(0x0800, ipv6(17, udp(40000, 9, "six"))),
  ethernet(0x0800, bytes("0x75000014", Buffer.alloc(16))),
  // Half a type.
  ethernet(0x0806, []).subarray(0, 13),
  ethernet(0x8100, bytes(u16(5), 8)),
  // Cut by the snaplen.
  cut(
    fragment(17, udp(40000, 9, Buffer.alloc(1000, 65))(Buffer.alloc(8), 17).subarray(0, 800)),
    100,
  ),
  cut(fragment(6, tcp(50000, 7, Buffer.alloc(1000, 65))(Buffer.alloc(8), 6).subarray(0, 800)), 100),
  cut(answer(50001, "Content-Type: text/plain\r\n\r\n", "x".repeat(500)), 200),
  cut(answer(50002, `X: ${"y".repeat(300)}\r\n\r\n`), 200),
  cut(there(17, udp(40000, 53, query("name"))), 60),
  cut(there(17, udp(40000, 53, query("name"))), 66),
  cut(there(17, udp(40000, 9, Buffer.alloc(100))), 60),
  cut(there(17, udp(40000, 514, bytes("<13>", "text ".repeat(50)))), 100),
  // DNS that ends behind a name, or within it.
  there(17, udp(40001, 53, query("name").subarray(0, -4))),
  there(17, udp(40001, 53, query("name").subarray(0, -2))),
  there(17, udp(40001, 53, query("name").subarray(0, 15))),
  there(17, udp(40001, 53, query("name").subarray(0, 12))),
  there(17, udp(40001, 53, u32(0x12340100))),
];
