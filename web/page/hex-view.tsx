// The bytes of a packet in hex and ASCII; only the lines in sight exist.
import { asciiOf, hexOf, lineCount, offsetOf } from "./hex-lines.js";
import type { Packet } from "./messages.js";
import { useVirtualScroll } from "./use-virtual-scroll.js";
import { VirtualRows } from "./virtual-rows.js";

/** In CSS pixels; style.css draws the lines as high. */
const lineHeight = 20;

export function HexView({ packet: { bytes, number } }: { packet: Packet }) {
  const scroll = useVirtualScroll(lineCount(bytes.length), lineHeight);
  const renderLine = (line: number, slot: number) => (
    <div key={slot} class="hex-line">
      <span class="hex-offset">{offsetOf(line, bytes.length)}</span>
      <span class="hex-bytes">{hexOf(bytes, line)}</span>
      <span class="hex-ascii">{asciiOf(bytes, line)}</span>
    </div>
  );
  const label = `Bytes of packet ${number}`;
  if (bytes.length === 0) return <p class="nothing">No byte of this packet was captured.</p>;
  return <VirtualRows scroll={scroll} class="hex-view" label={label} renderRow={renderLine} />;
}
