// One packet: what is known of it, its layers, and its bytes.

import type { Packet } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";
import type { ComponentChildren } from "preact";
import { useAnswer } from "../capture/use-answer.js";
import { Dissected } from "../packet/dissected.js";
import { RecordView } from "../packet/record-view.js";
import { CopyButton } from "../parts/copy-button.js";
import { Fact } from "../parts/facts.js";
import { FailureText } from "../parts/failure-view.js";
import { formatCount, formatQuantity } from "../text/format-number.js";
import { formatSeconds, formatUtc } from "../text/format-time.js";
import { hexStream } from "../text/hex-lines.js";
import type { ViewProps } from "./view.js";

export function PacketView({ capture, index, memory }: ViewProps) {
  const ask = () => (index === undefined ? undefined : inspected(capture, index));
  const { value, failure } = useAnswer(ask, capture, index);
  if (index === undefined) return <p class="nothing">Select a packet to see what is in it.</p>;
  if (failure) return <FailureText failure={failure} />;
  if (!value) return null;
  const { packet, dissection } = value;
  return (
    <article class="packet" aria-label={`Packet ${packet.number}`}>
      <header class="packet-top">
        <h2>Packet {formatCount(packet.number)}</h2>
        <Facts packet={packet} capture={capture} />
        <CopyButton label="Copy as hex" text={() => hexStream(packet.bytes)} />
      </header>
      <RecordView packet={packet} on={capture.interfaces[packet.interfaceId]} />
      <Dissected number={packet.number} dissection={dissection} memory={memory} />
    </article>
  );
}

async function inspected(capture: RemoteCapture, index: number) {
  const [packet, dissection] = await Promise.all([capture.packet(index), capture.layers(index)]);
  return { packet, dissection };
}

function Facts({ packet, capture }: { packet: Packet; capture: RemoteCapture }) {
  const { timestamp, offset, interfaceId } = packet;
  const { name, linkTypeName, linkTypeDescription } = capture.interfaces[interfaceId] ?? {};
  return (
    <dl class="facts">
      <Fact name="Time">
        {timestamp === undefined ? "not in the capture" : `${formatUtc(timestamp)} UTC`}
      </Fact>
      {timestamp !== undefined && (
        <Fact name="Since first">{formatSeconds(timestamp, capture.firstTimestamp ?? 0n)} s</Fact>
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
    <strong class="truncated">
      truncated to {captured} of {original} bytes
    </strong>
  );
}
