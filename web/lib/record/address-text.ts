// Addresses as text: RFC 5952 for IPv6. As cpp/dissect/address.cpp writes them.

import { at } from "../base/at.js";

/** @internal `"00:11:22:33:44:55"` */
export function macText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(":");
}

/** @internal `"192.0.2.1"` */
export function ipv4Text(bytes: Uint8Array): string {
  return bytes.join(".");
}

/** @internal `"2001:db8::1"`; with an IPv4 address at its end where it is a mapped or compatible one. */
export function ipv6Text(bytes: Uint8Array): string {
  const words = Array.from({ length: 8 }, (_, i) => (at(bytes, 2 * i) << 8) | at(bytes, 2 * i + 1));
  const zeros = longestZeros(words);
  const isMapped = zeros.begin === 0 && zeros.size === 5 && words[5] === 0xffff;
  const hasIpv4 = isMapped || (zeros.begin === 0 && zeros.size === 6);
  const parts = words.map((word) => word.toString(16));
  if (hasIpv4) parts.splice(6, 2, ipv4Text(bytes.subarray(12)));
  if (zeros.size < 2) return parts.join(":");
  const end = zeros.begin + zeros.size;
  return `${parts.slice(0, zeros.begin).join(":")}::${parts.slice(end).join(":")}`;
}

/** The longest run of zero words, the first of equal ones. */
function longestZeros(words: readonly number[]): { readonly begin: number; readonly size: number } {
  let longest = { begin: 0, size: 0 };
  for (let begin = 0; begin < words.length; begin += 1) {
    let end = begin;
    while (words[end] === 0) end += 1;
    if (end - begin > longest.size) longest = { begin, size: end - begin };
  }
  return longest;
}
