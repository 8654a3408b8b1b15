// One packet: what is known of it, its layers, and its bytes.
import type { ComponentChildren } from "preact";
import { CopyButton } from "./copy-button.js";
import { Dissected } from "./dissected.js";
import { Fact } from "./facts.js";
import { FailureText } from "./failure-view.js";
import { formatCount, formatQuantity } from "./format-number.js";
import { formatSeconds, formatUtc } from "./format-time.js";
import { hexStream } from "./hex-lines.js";
import type { CaptureSummary, Packet } from "./messages.js";
import { RecordView } from "./record-view.js";
import type { RemoteCapture } from "./remote-capture.js";
import type { TreeMemory } from "./tree-memory.js";
import { useAnswer } from "./use-answer.js";

export interface PacketViewProps {
  readonly capture: RemoteCapture;
  /** Index of the packet from 0; undefined while none is selected. */
  readonly index: number | undefined;
  readonly memory: TreeMemory;
}

export function PacketView({ capture, index, memory }: PacketViewProps) {
  const ask = () => (index === undefined ? undefined : capture.inspect(index));
  const { value, failure } = useAnswer(ask, capture, index);
  if (index === undefined) return <p class="nothing">Select a packet to see what is in it.</p>;
  if (failure) return <FailureText failure={failure} />;
  if (!value) return null;
  const { packet, dissection } = value;
  return (
    <article class="packet" aria-label={`Packet ${packet.number}`}>
      <header class="packet-top">
        <h2>Packet {formatCount(packet.number)}</h2>
        <Facts packet={packet} summary={capture.summary} />
        <CopyButton label="Copy as hex" text={() => hexStream(packet.bytes)} />
      </header>
      <RecordView packet={packet} on={capture.summary.interfaces[packet.interfaceId]} />
      <Dissected number={packet.number} dissection={dissection} memory={memory} />
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
