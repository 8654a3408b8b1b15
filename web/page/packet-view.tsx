// One packet: what is known of it, and its bytes.
import type { ComponentChildren } from "preact";
import { CopyButton } from "./copy-button.js";
import { Fact } from "./facts.js";
import { FailureText } from "./failure-view.js";
import { formatCount, formatQuantity } from "./format-number.js";
import { formatSeconds, formatUtc } from "./format-time.js";
import { hexStream } from "./hex-lines.js";
import { HexView } from "./hex-view.js";
import type { CaptureSummary, Packet } from "./messages.js";
import { RecordView } from "./record-view.js";
import type { RemoteCapture } from "./remote-capture.js";
import { useAnswer } from "./use-answer.js";

export interface PacketViewProps {
  readonly capture: RemoteCapture;
  /** Index of the packet from 0; undefined while none is selected. */
  readonly index: number | undefined;
}

export function PacketView({ capture, index }: PacketViewProps) {
  const ask = () => (index === undefined ? undefined : capture.packet(index));
  const { value: packet, failure } = useAnswer(ask, capture, index);
  if (index === undefined) return <p class="nothing">Select a packet to see its bytes.</p>;
  if (failure) return <FailureText failure={failure} />;
  if (!packet) return null;
  return (
    <article class="packet" aria-label={`Packet ${packet.number}`}>
      <header class="packet-top">
        <h2>Packet {formatCount(packet.number)}</h2>
        <CopyButton label="Copy as hex" text={() => hexStream(packet.bytes)} />
      </header>
      <Facts packet={packet} summary={capture.summary} />
      <RecordView packet={packet} on={capture.summary.interfaces[packet.interfaceId]} />
      <HexView key={packet.number} packet={packet} />
    </article>
  );
}

function Facts({ packet, summary }: { packet: Packet; summary: CaptureSummary }) {
  const { timestamp, offset, interfaceId } = packet;
  const { name, linkTypeName, linkTypeDescription } = summary.interfaces[interfaceId] ?? {};
  return (
    <dl class="facts">
      <Fact name="Time">
        {timestamp === undefined ? "not in the capture" : `${formatUtc(timestamp)} UTC`}
      </Fact>
      {timestamp !== undefined && (
        <Fact name="Since first">{formatSeconds(timestamp, summary.firstTimestamp ?? 0n)} s</Fact>
      )}
      <Fact name="Length">{lengthsOf(packet)}</Fact>
      <Fact name="Interface">
        {interfaceId} · {name && `${name} · `}
        <span title={linkTypeDescription}>{linkTypeName}</span>
      </Fact>
      <Fact name="File offset">{formatCount(offset)}</Fact>
    </dl>
  );
}

function lengthsOf({ capturedLength, originalLength }: Packet): ComponentChildren {
  if (capturedLength === originalLength) return formatQuantity(capturedLength, "byte");
  const [captured, original] = [formatCount(capturedLength), formatCount(originalLength)];
  if (capturedLength > originalLength) return `${captured} bytes captured of ${original}`;
  return (
    <strong class="cut">
      cut to {captured} of {original} bytes
    </strong>
  );
}
