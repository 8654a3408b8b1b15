// What is wrong in the capture although reading went on.

import type { Issue } from "packetglass";
import { useFilterMenu } from "../filter/filter-menu.js";
import { WarningIcon } from "../parts/icons.js";
import { Steps } from "../parts/steps.js";
import { formatCount, formatQuantity } from "../text/format-number.js";
import type { ViewProps } from "./view.js";

export function IssueList({ capture: { issues, issueCount }, onGo }: ViewProps) {
  if (issueCount === 0) return <p class="nothing">Nothing is wrong in this file.</p>;
  return (
    <div class="issues">
      {issueCount > issues.length && (
        <p class="quiet">
          The first {formatCount(issues.length)} of {formatCount(issueCount)} issues are listed.
        </p>
      )}
      <Steps length={issues.length}>
        {(shown) => (
          <ol>
            {issues.slice(0, shown).map((issue) => (
              <IssueItem key={`${issue.kind} ${issue.offset}`} issue={issue} onGo={onGo} />
            ))}
          </ol>
        )}
      </Steps>
    </div>
  );
}

function IssueItem({ issue, onGo }: { issue: Issue; onGo: ViewProps["onGo"] }) {
  const { severity, packet, offset, message, kind } = issue;
  const offer = useFilterMenu();
  const filter = packet > 0 ? `frame.number == ${packet}` : undefined;
  return (
    <li
      class={`issue issue-${severity}`}
      title={kind}
      onContextMenu={(event) => offer(filter, event)}
    >
      <p class="issue-position">
        <span class="severity">{severity}</span>
        {packet > 0 && (
          <button type="button" class="link" onClick={() => onGo(packet - 1)}>
            packet {formatCount(packet)}
          </button>
        )}
        <span>byte {formatCount(offset)}</span>
      </p>
      <p class="issue-message">{message}</p>
    </li>
  );
}

/** How many issues there are, as a button that leads to them. */
export function IssueButton({ count, onOpen }: { count: number; onOpen: () => void }) {
  if (count === 0) return <span class="quiet no-issues">No issues</span>;
  return (
    <button type="button" class="button button-small issue-button" onClick={onOpen}>
      <WarningIcon /> {formatQuantity(count, "issue")}
    </button>
  );
}
