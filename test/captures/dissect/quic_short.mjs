// QUIC: packets with a short header, whose identifier their receiver chose in long ones.
import { back, bytes, there, u32, udp } from "./packets.mjs";

const client = "0x2021222324";
const server = "0x30313233343536";
const size = (id) => (id.length - 2) / 2;
/** A packet of the handshake, of which only the header is read. */
const handshake = (to, from) =>
  bytes(0xc3, u32(1), size(to), to, size(from), from, 0, 0x14, Buffer.alloc(20, 7));
const short = (id) => bytes(0x43, id, Buffer.alloc(24, 9));
const out = (data) => there(17, udp(50001, 443, data));
const into = (data) => back(17, udp(443, 50001, data));

export const packets = [
  out(handshake(server, client)),
  out(short(server)), // not heard of yet
  into(handshake(client, server)),
  out(short(server)),
  into(short(client)),
  into(short("0x9999999999")), // of one that replaced it
];
