// Blocks of pcapng that are neither sections, interfaces nor packets: names, statistics, secrets …

import type { Block, BlockEntry, InterfaceStatistics, NameRecord } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";
import { useState } from "preact/hooks";
import { useAnswer } from "../capture/use-answer.js";
import { DamageNote, Fact, KnownFact, OptionFacts } from "../parts/facts.js";
import { FailureText } from "../parts/failure-view.js";
import { Steps } from "../parts/steps.js";
import { formatCount, formatQuantity } from "../text/format-number.js";
import { formatUtc } from "../text/format-time.js";
import { bytesText } from "../text/option-text.js";

export function BlockList({ capture }: { capture: RemoteCapture }) {
  const blockCount = capture.blocks.length;
  if (blockCount === 0) return null;
  return (
    <>
      <h2>{formatQuantity(blockCount, "other block")}</h2>
      <Steps length={blockCount}>{(shown) => <Blocks capture={capture} shown={shown} />}</Steps>
    </>
  );
}

function Blocks({ capture, shown }: { capture: RemoteCapture; shown: number }) {
  const { value: entries, failure } = useAnswer(
    () => capture.blocks.read(0, shown),
    capture,
    shown,
  );
  if (failure) return <FailureText failure={failure} />;
  return (
    <ul class="blocks">
      {entries?.map((entry, index) => (
        <BlockItem key={entry.offset} capture={capture} entry={entry} index={index} />
      ))}
    </ul>
  );
}

interface BlockItemProps {
  readonly capture: RemoteCapture;
  readonly entry: BlockEntry;
  readonly index: number;
}

/** What is in a block is read when it is unfolded. */
function BlockItem({ capture, entry, index }: BlockItemProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {entry.name}{" "}
          <span class="quiet">
            {formatQuantity(entry.length, "byte")} at {formatCount(entry.offset)}
          </span>
        </summary>
        {isOpen && <BlockContent capture={capture} index={index} />}
      </details>
    </li>
  );
}

function BlockContent({ capture, index }: { capture: RemoteCapture; index: number }) {
  const { value: block, failure } = useAnswer(() => capture.block(index), capture, index);
  if (failure) return <FailureText failure={failure} />;
  if (!block) return null;
  return (
    <div class="block">
      <BlockFacts block={block} />
      <OptionFacts of={block} without={["isb_starttime", "isb_endtime"]} />
      <DamageNote of={block} />
    </div>
  );
}

function BlockFacts({ block }: { block: Block }) {
  const { names, statistics, secrets, journal, custom, bytes } = block;
  if (names) return <Names names={names} />;
  if (statistics) return <StatisticsFacts statistics={statistics} />;
  return (
    <dl class="facts">
      {/* Whoever looks over a shoulder shall not read them. */}
      {secrets && (
        <Fact name="Secrets">
          {secrets.name ?? `type ${secrets.type}`}, {formatQuantity(secrets.length, "byte")}
        </Fact>
      )}
      {journal?.map(({ name, value }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may be the same, and never move.
        <Fact key={i} name={name}>
          {value}
        </Fact>
      ))}
      {custom && <Fact name="Enterprise">{custom.enterprise}</Fact>}
      {custom && <Fact name="Copies">{custom.mayCopy ? "allowed" : "not allowed"}</Fact>}
      {custom && <Fact name="Content">{bytesText(custom.bytes)}</Fact>}
      {!secrets && !journal && !custom && <Fact name="Bytes">{bytesText(bytes)}</Fact>}
    </dl>
  );
}

function Names({ names }: { names: readonly NameRecord[] }) {
  return (
    <Steps length={names.length}>
      {(shown) => (
        <dl class="facts options">
          {names.slice(0, shown).map((record, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: records may be the same, and never move.
            <Fact key={i} name={record.address ?? `type ${record.type}`}>
              {record.names?.join(", ") ?? bytesText(record.bytes)}
            </Fact>
          ))}
        </dl>
      )}
    </Steps>
  );
}

function StatisticsFacts({ statistics }: { statistics: InterfaceStatistics }) {
  const { timestamp, startTime, endTime } = statistics;
  const time = (value: bigint | undefined) =>
    value === undefined ? undefined : `${formatUtc(value)} UTC`;
  return (
    <dl class="facts">
      <KnownFact name="Interface" value={statistics.interfaceId} />
      <KnownFact name="Time" value={time(timestamp)} />
      <KnownFact name="Began" value={time(startTime)} />
      <KnownFact name="Ended" value={time(endTime)} />
    </dl>
  );
}
