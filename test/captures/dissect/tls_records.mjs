// TLS: messages of the handshake that span records, in one segment and in several. Differs from
// tshark on purpose: a message over several segments is dissected in the last, with its records;
// what does not go on is shown as far as it is there.
import { bytes } from "./packets.mjs";
import { clientHello, filled, message, record, serverHello, serverName, talk } from "./tls.mjs";

// The records of a handshake whose bytes are parted there.
const parted = (data, ...ends) =>
  [...ends, data.length].map((end, i) => record(22, 0x0303, data.subarray(ends[i - 1] ?? 0, end)));
const small = clientHello(0x0303, [], [0x1301, 0xc02f], [serverName("two.example.org")]);
const chosen = serverHello(0x0303, 0xc02f);
const flight = bytes(chosen, message(12, filled(300, 1)), message(14));

export const packets = [
  // Messages over records: in one segment, in several, in four pieces with the header in two; one
  // that does not go on, and one that something else cuts.
  ...talk(443, 50013, ["c", parted(small, 40)], ["s", parted(flight, 20, chosen.length + 50)]),
  ...talk(
    443,
    50014,
    ["c", parted(small, 40)[0]],
    ["c", parted(small, 40)[1]],
    ...parted(flight, 20, chosen.length + 50).map((piece) => ["s", piece]),
  ),
  ...talk(443, 50015, ["c", parted(small, 2, 10, 30)]),
  ...talk(443, 50016, ["c", parted(small, 40)[0], record(21, 0x0301, 2, 40)]),
  ...talk(443, 50017, ["c", parted(small, 40)[0]], ["c", record(21, 0x0301, 2, 40)]),
];
