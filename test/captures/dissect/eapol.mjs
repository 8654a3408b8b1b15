// IEEE 802.1X: starts, logoffs, EAP, the four messages and the group's two of WPA's handshake.
// EAP is a layer of its own in ours, within EAPOL in tshark's stack.
import { bytes, ethernet, u16, u64 } from "./packets.mjs";

const eapol = (type, ...parts) => {
  const inside = bytes(parts);
  return ethernet(0x888e, bytes(2, type, u16(inside.length), inside));
};
const eap = (code, id, ...parts) => {
  const inside = bytes(parts);
  return eapol(0, code, id, u16(4 + inside.length), inside);
};
const key = (flags, text = "", nonce = 7) =>
  eapol(
    3,
    2,
    u16(flags),
    u16(16),
    u64(1n),
    Buffer.alloc(32, nonce),
    Buffer.alloc(16),
    u64(0n),
    u64(0n),
    Buffer.alloc(16, 9),
    u16(text.length),
    text,
  );

export const packets = [
  eapol(1),
  eapol(2),
  eap(1, 1, 1),
  eap(2, 1, 1, "user@example.com"),
  eap(1, 2, 4, 16, "0123456789abcdef"),
  eap(2, 2, 3, 13),
  eap(1, 3, 13, 0x20),
  eap(3, 4),
  eap(4, 5),
  key(0x008a),
  key(0x010a, bytes("0x30140100000fac040100000fac040100000fac020000")),
  key(0x13ca, bytes("encrypted key data, 32 octets at")),
  key(0x030a, "", 0),
  key(0x1382, bytes("a group key, enciphered")),
  key(0x0302, "", 0),
  eapol(9, "unknown"),
];
