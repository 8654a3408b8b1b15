// The capture as a whole: its format, its interfaces, how much there is in it and from when.

import type { Interface, Section, Totals } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";
import { useAnswer } from "../capture/use-answer.js";
import { DamageNote, Fact, KnownFact, OptionFacts } from "../parts/facts.js";
import { FailureText } from "../parts/failure-view.js";
import { Steps } from "../parts/steps.js";
import { formatCount } from "../text/format-number.js";
import { formatDuration, formatUtc } from "../text/format-time.js";
import { BlockList } from "./block-list.js";
import type { ViewProps } from "./view.js";

const variantNames: Record<string, string> = { usec: "microseconds", nsec: "nanoseconds" };

export function Summary({ capture }: ViewProps) {
  const { sections, interfaces } = capture;
  return (
    <div class="summary">
      <Steps length={sections.length}>
        {(shown) =>
          sections
            .slice(0, shown)
            .map((section) => <SectionFacts key={section.offset} section={section} />)
        }
      </Steps>
      <h2>Interfaces</h2>
      <Steps length={interfaces.length}>
        {(shown) => (
          <ul class="interfaces">
            {interfaces.slice(0, shown).map((one, id) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its index is what it is known by.
              <InterfaceItem key={id} id={id} one={one} />
            ))}
          </ul>
        )}
      </Steps>
      <h2>Packets</h2>
      <PacketFacts capture={capture} />
      <BlockList capture={capture} />
    </div>
  );
}

function SectionFacts({ section }: { section: Section }) {
  const { format, variant, byteOrder, versionMajor, versionMinor, snaplen } = section;
  // In pcapng the interfaces say it.
  const isClassic = format === "pcap";
  return (
    <>
      <h2>{section.offset === 0 ? "File" : `Section at byte ${formatCount(section.offset)}`}</h2>
      <dl class="facts">
        <Fact name="Format">
          {format} {versionMajor}.{versionMinor}
        </Fact>
        {isClassic && <Fact name="Times in">{variantNames[variant] ?? variant}</Fact>}
        <Fact name="Byte order">{byteOrder} endian</Fact>
        {isClassic && <Fact name="Snaplen">{formatCount(snaplen)} bytes</Fact>}
        <KnownFact name="Length" value={section.sectionLength} />
      </dl>
      <OptionFacts of={section} />
      <DamageNote of={section} />
    </>
  );
}

function InterfaceItem({ id, one }: { id: number; one: Interface }) {
  return (
    <li>
      <span class="interface-id">{id}</span> <strong>{one.name ?? one.linkTypeName}</strong>{" "}
      <span class="quiet">
        {one.linkTypeDescription} (link type {one.linkType})
      </span>
      <OptionFacts of={one} />
      <DamageNote of={one} />
    </li>
  );
}

function PacketFacts({ capture }: { capture: RemoteCapture }) {
  const { value: totals, failure } = useAnswer(() => capture.totals(), capture);
  const { length, size } = capture;
  return (
    <>
      <dl class="facts">
        <Fact name="Packets">{formatCount(length)}</Fact>
        <Fact name="File size">{formatCount(size)} bytes</Fact>
        {totals && <TotalFacts totals={totals} />}
      </dl>
      {failure && <FailureText failure={failure} />}
    </>
  );
}

function TotalFacts({ totals }: { totals: Totals }) {
  const { capturedBytes, originalBytes, earliest, latest } = totals;
  return (
    <>
      <Fact name="Captured">{formatCount(capturedBytes)} bytes</Fact>
      <Fact name="On the wire">{formatCount(originalBytes)} bytes</Fact>
      {earliest !== undefined && latest !== undefined && (
        <>
          <Fact name="Earliest">{formatUtc(earliest)} UTC</Fact>
          <Fact name="Latest">{formatUtc(latest)} UTC</Fact>
          <Fact name="Duration">{formatDuration(latest - earliest)}</Fact>
        </>
      )}
    </>
  );
}
