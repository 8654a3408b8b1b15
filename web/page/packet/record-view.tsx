// What the record of a packet says beyond time and lengths. Nothing where it says nothing.

import type { ClassicRecord, Interface, Packet } from "packetglass";
import { DamageNote, Fact, KnownFact, OptionFacts } from "../parts/facts.js";
import { bytesText, flagsText } from "../text/option-text.js";

const packetTypes = ["to this host", "broadcast", "multicast", "to another host", "outgoing"];

export function RecordView({ packet, on }: { packet: Packet; on: Interface | undefined }) {
  const { record, flags, ticks, timestampText, options, damaged } = packet;
  const isFiner = ticks !== undefined && on !== undefined && !isWholeNanoseconds(on);
  const isPlainTime = !isFiner && timestampText === undefined;
  if (!record && isPlainTime && options.length === 0 && !hasDrops(packet) && !damaged) return null;
  return (
    <section class="record" aria-label="Record">
      <dl class="facts">
        {isFiner && <Fact name="Ticks">{`${ticks} of 1/${on.ticksPerSecond} s`}</Fact>}
        <KnownFact name="True time" value={timestampText} />
        {flags && <Fact name="Flags">{flagsText(flags)}</Fact>}
        {hasDrops(packet) && <Fact name="Lost before">{String(packet.dropCount)}</Fact>}
        {record && <ClassicFacts record={record} />}
      </dl>
      <OptionFacts of={packet} without={["epb_flags", "pack_flags", "epb_dropcount"]} />
      <DamageNote of={packet} />
    </section>
  );
}

function ClassicFacts({ record }: { record: ClassicRecord }) {
  const { protocol, packetType, cpu1, cpu2, nokia, padding } = record;
  return (
    <>
      <KnownFact name="Host's index" value={record.interfaceIndex} />
      <KnownFact
        name="Protocol"
        value={protocol === undefined ? undefined : hexadecimal(protocol)}
      />
      <KnownFact name="Packet type" value={typeText(packetType)} />
      <KnownFact name="CPUs" value={cpu1 === undefined ? undefined : `${cpu1}, ${cpu2}`} />
      <KnownFact name="Time source" value={record.timestampSource} />
      <KnownFact name="Hardware" value={record.hardwareType} />
      <KnownFact name="Nokia" value={nokia && bytesText(nokia)} />
      <KnownFact name="Padding" value={padding && bytesText(padding)} />
    </>
  );
}

function typeText(type: number | undefined): string | undefined {
  return type === undefined ? undefined : (packetTypes[type] ?? String(type));
}

function hasDrops({ dropCount = 0n }: Packet): boolean {
  return dropCount > 0n;
}

function isWholeNanoseconds({ ticksPerSecond }: Interface): boolean {
  return 1e9 % ticksPerSecond === 0;
}

function hexadecimal(number: number): string {
  return `0x${number.toString(16).padStart(4, "0")}`;
}
