// Expert information: what is unusual in the packets, by severity; rows lead to their packets.

import { type ExpertPart, type ExpertRow, expertOf } from "../capture/expert.js";
import { useAnswer } from "../capture/use-answer.js";
import { useFilterMenu } from "../filter/filter-menu.js";
import { filterOfExpert } from "../filter/filter-text.js";
import { FailureText } from "../parts/failure-view.js";
import { Steps } from "../parts/steps.js";
import { formatCount } from "../text/format-number.js";
import type { ViewProps } from "./view.js";

export function ExpertView({ capture, onGo }: ViewProps) {
  const { value, failure } = useAnswer(() => expertOf(capture), capture);
  if (failure) return <FailureText failure={failure} />;
  if (!value) return <Waiting />;
  const { parts, isWhole } = value;
  if (parts.length === 0) return <p class="nothing">Nothing is unusual in these packets.</p>;
  return (
    <div class="expert">
      {!isWhole && <p class="quiet">Not all that differ are listed; all are counted.</p>}
      {parts.map((part) => (
        <Part key={part.severity} part={part} onGo={onGo} />
      ))}
    </div>
  );
}

/** All packets are dissected. */
function Waiting() {
  return (
    <p class="nothing" role="status">
      Looking at all packets…
    </p>
  );
}

interface PartProps {
  readonly part: ExpertPart;
  readonly onGo: ViewProps["onGo"];
}

function Part({ part: { severity, count, rows }, onGo }: PartProps) {
  return (
    <section>
      <h3 class={`expert-severity expert-${severity.toLowerCase()}`}>
        {severity} <span class="quiet">{formatCount(count)}</span>
      </h3>
      <Steps length={rows.length}>
        {(shown) => (
          <table class="expert-table">
            <thead>
              <tr>
                <th scope="col" class="figure">
                  Count
                </th>
                <th scope="col" class="figure">
                  Packet
                </th>
                <th scope="col">Group</th>
                <th scope="col">Protocol</th>
                <th scope="col">Summary</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shown).map((row) => (
                <Row key={row.number} row={row} onGo={onGo} />
              ))}
            </tbody>
          </table>
        )}
      </Steps>
    </section>
  );
}

function Row({ row, onGo }: { row: ExpertRow; onGo: ViewProps["onGo"] }) {
  const { packet, count, group, protocol, text } = row;
  const offer = useFilterMenu();
  return (
    <tr onContextMenu={(event) => offer(filterOfExpert(row), event)}>
      <td class="figure">{formatCount(count)}</td>
      <td class="figure">
        <button type="button" class="link" onClick={() => onGo(packet - 1)}>
          {formatCount(packet)}
        </button>
      </td>
      <td>{group}</td>
      <td>{protocol}</td>
      <td title={text}>{text}</td>
    </tr>
  );
}
