// SCTP in both directions: numbers count from the first of their side that was captured.
import { back, bytes, there, u16, u32 } from "./packets.mjs";
import { checked, chunk, data, parameter } from "./sctp.mjs";

/** The client's tag is 7, the server's 8. */
const both = (make, ports, tag, ...chunks) =>
  make(132, checked(ports.map(u16), u32(tag), u32(0), bytes(chunks)));
const out = (tag, ...chunks) => both(there, [40001, 5000], tag, ...chunks);
const into = (tag, ...chunks) => both(back, [5000, 40001], tag, ...chunks);
const init = (type, tag, tsn) =>
  chunk(type, 0, u32(tag), u32(65536), u16(5), u16(5), u32(tsn), parameter(7, "cookie"));
const sack = (tsn) => chunk(3, 0, u32(tsn), u32(60000), u16(0), u16(0));

export const packets = [
  out(0, init(1, 7, 700)),
  into(7, init(2, 8, 4294967295)),
  into(7, sack(699)), // nothing was sent yet
  out(8, data(3, 700, 1, 0, 0, "first"), data(3, 701, 1, 1, 0, "second")),
  into(7, sack(701), data(3, 4294967295, 1, 0, 0, "first")),
  into(7, data(3, 0, 1, 1, 0, "second")),
  out(8, sack(0), data(3, 702, 1, 2, 0, "third")),
];
