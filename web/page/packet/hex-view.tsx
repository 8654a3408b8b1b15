// Bytes in hex and ASCII, of which some may be marked; only the lines in sight exist.
// biome-ignore-all lint/a11y/noStaticElementInteractions: the tree of layers offers the same to keys.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the tree of layers offers the same to keys.
import { useLayoutEffect } from "preact/hooks";
import { useVirtualScroll } from "../parts/use-virtual-scroll.js";
import { VirtualRows } from "../parts/virtual-rows.js";
import { asciiOf, bytesPerLine, hexOf, lineCount, offsetOf } from "../text/hex-lines.js";

/** In CSS pixels; panel.css draws the lines as high. */
const lineHeight = 20;

/** Bytes [from, to). */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

export interface HexViewProps {
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly marked?: ByteRange;
  /** A byte was clicked. */
  readonly onPick?: (byte: number) => void;
}

export function HexView({ label, bytes, marked, onPick }: HexViewProps) {
  const scroll = useVirtualScroll(lineCount(bytes.length), lineHeight);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked is shown once.
  useLayoutEffect(() => {
    if (!marked) return;
    // All of it where it fits, else its beginning.
    scroll.show(lineCount(marked.to) - 1);
    scroll.show(Math.floor(marked.from / bytesPerLine));
  }, [marked?.from, marked?.to, bytes]);
  const renderLine = (line: number, slot: number) => {
    const marks = marksOf(line, marked);
    return (
      <div key={slot} class="hex-line" onClick={(event) => pick(event, line, bytes, onPick)}>
        <span class="hex-offset">{offsetOf(line, bytes.length)}</span>
        <span class="hex-bytes">
          <Marked text={hexOf(bytes, line)} range={marks && hexColumns(marks)} />
        </span>
        <span class="hex-ascii">
          <Marked text={asciiOf(bytes, line)} range={marks} />
        </span>
      </div>
    );
  };
  if (bytes.length === 0) return <p class="nothing">No byte of this packet was captured.</p>;
  return <VirtualRows scroll={scroll} class="hex-view" label={label} renderRow={renderLine} />;
}

/** A text of which some characters are marked. */
function Marked({ text, range }: { text: string; range: ByteRange | undefined }) {
  if (!range) return <>{text}</>;
  return (
    <>
      {text.slice(0, range.from)}
      <mark>{text.slice(range.from, range.to)}</mark>
      {text.slice(range.to)}
    </>
  );
}

/** Which bytes of a line, counted in it, are marked. */
function marksOf(line: number, marked: ByteRange | undefined): ByteRange | undefined {
  if (!marked) return undefined;
  const from = Math.max(0, marked.from - line * bytesPerLine);
  const to = Math.min(bytesPerLine, marked.to - line * bytesPerLine);
  return from < to ? { from, to } : undefined;
}

/** Where the hex digits of these bytes of a line stand, without the space behind the last. */
function hexColumns({ from, to }: ByteRange): ByteRange {
  return { from: hexColumn(from), to: hexColumn(to - 1) + 2 };
}

/** Two digits and a space for each byte, and one more space between the halves. */
function hexColumn(byte: number): number {
  return byte * 3 + (byte >= bytesPerLine / 2 ? 1 : 0);
}

function pick(
  { target, clientX }: MouseEvent,
  line: number,
  bytes: Uint8Array,
  onPick: HexViewProps["onPick"],
): void {
  const part = (target as Element).closest(".hex-bytes, .hex-ascii");
  if (!part || !onPick) return;
  const { left, width } = part.getBoundingClientRect();
  const characters = part.textContent?.length ?? 0;
  const column = Math.floor(((clientX - left) / width) * characters);
  const inLine = part.classList.contains("hex-bytes") ? byteAtColumn(column) : column;
  const byte = line * bytesPerLine + inLine;
  if (byte < bytes.length) onPick(byte);
}

/** The byte whose digits, or the space behind them, stand at a column: the inverse of `hexColumn`. */
function byteAtColumn(column: number): number {
  const half = hexColumn(bytesPerLine / 2);
  const shifted = column >= half ? column - 1 : Math.min(column, half - 2);
  return Math.min(Math.floor(shifted / 3), bytesPerLine - 1);
}
