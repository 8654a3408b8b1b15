// In which packets this capture, A, and another one, B, differ: a list whose rows lead to A's packets.

import { useRef, useState } from "preact/hooks";
import {
  type Comparison,
  type ComparisonQuestion,
  type DifferenceKind,
  type DifferenceRow,
  mostRows,
  type PairBy,
} from "../capture/comparison.js";
import { FailureText } from "../parts/failure-view.js";
import { type Choice, RadioSwitch } from "../parts/radio-switch.js";
import { Steps } from "../parts/steps.js";
import { formatCount } from "../text/format-number.js";
import { shown } from "../text/shown-text.js";
import { useComparison } from "./use-comparison.js";
import type { ViewProps } from "./view.js";

const pairings: Choice<PairBy>[] = [
  { name: "content", label: "Bytes", title: "Packets are the same one that have the same bytes" },
  { name: "time", label: "Time", title: "Packets are the same one that have the same time" },
  { name: "number", label: "Number", title: "Packets are the same one that have the same number" },
];

/** What may differ, of the words that `ignore` takes. */
const ignorable = [
  ["time", "Times"],
  ["ttl", "TTL"],
  ["checksum", "Checksums"],
  ["mac", "MAC addresses"],
  ["id", "IP identification"],
] as const;

export function CompareView({ capture, choice, onGo }: ViewProps) {
  const [state, ask] = useComparison(capture, choice);
  if (!state) return <Invitation onFile={(other) => ask({ other, by: "content", ignore: [] })} />;
  const { question, comparison, failure } = state;
  return (
    <div class="comparison">
      <Question name={choice.name} question={question} onAsk={ask} />
      {failure && <FailureText failure={failure} />}
      {!failure && !comparison?.isDone && <Waiting />}
      {comparison && <Found comparison={comparison} onGo={onGo} />}
    </div>
  );
}

/** Nothing was chosen yet. */
function Invitation({ onFile }: { onFile: (file: File) => void }) {
  return (
    <div class="comparison">
      <p>Choose another capture, B, to list the packets in which this one, A, differs from it.</p>
      <p>
        <OtherFile label="Choose a capture" onFile={onFile} />
      </p>
    </div>
  );
}

/** A button that chooses the other capture. */
function OtherFile({ label, onFile }: { label: string; onFile: (file: File) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const take = () => {
    const [file] = field.current?.files ?? [];
    if (field.current) field.current.value = ""; // So that the same file can be chosen again.
    if (file) onFile(file);
  };
  return (
    <>
      <button type="button" class="button button-small" onClick={() => field.current?.click()}>
        {label}
      </button>
      <input
        class="hidden"
        type="file"
        aria-label="The capture to compare with"
        ref={field}
        onChange={take}
      />
    </>
  );
}

/** Both captures are read. */
function Waiting() {
  return (
    <p class="quiet" role="status">
      Comparing…
    </p>
  );
}

interface QuestionProps {
  readonly name: string;
  readonly question: ComparisonQuestion;
  readonly onAsk: (question: ComparisonQuestion) => void;
}

function Question({ name, question, onAsk }: QuestionProps) {
  const { other, by, ignore } = question;
  const toggle = (word: string) => {
    const others = ignore.filter((each) => each !== word);
    onAsk({ ...question, ignore: others.length < ignore.length ? others : [...ignore, word] });
  };
  return (
    <>
      <p class="comparison-names">
        <span>
          <b>A</b> <span class="file-name">{shown(name)}</span>
        </span>
        <span>
          <b>B</b> <span class="file-name">{shown(other.name)}</span>
        </span>
        <OtherFile label="Choose another" onFile={(file) => onAsk({ ...question, other: file })} />
      </p>
      <div class="comparison-bar">
        <span class="quiet">Same by</span>
        <RadioSwitch
          legend="Same by"
          choices={pairings}
          current={by}
          onChange={(next) => onAsk({ ...question, by: next })}
        />
        <span class="quiet">Ignore</span>
        {ignorable.map(([word, label]) => (
          <label key={word}>
            <input type="checkbox" checked={ignore.includes(word)} onChange={() => toggle(word)} />{" "}
            {label}
          </label>
        ))}
      </div>
    </>
  );
}

interface FoundProps {
  readonly comparison: Comparison;
  readonly onGo: ViewProps["onGo"];
}

type Kind = DifferenceKind | "all";

function Found({ comparison: { rows, counts, isDone }, onGo }: FoundProps) {
  const [kind, choose] = useState<Kind>("all");
  const { same, changed, moved, onlyInA, onlyInB } = counts;
  const all = changed + moved + onlyInA + onlyInB;
  const kinds: Choice<Kind>[] = [
    { name: "all", label: `All ${formatCount(all)}` },
    { name: "changed", label: `Changed ${formatCount(changed)}` },
    { name: "moved", label: `Moved ${formatCount(moved)}`, title: "Elsewhere among the others" },
    { name: "only in A", label: `Only in A ${formatCount(onlyInA)}` },
    { name: "only in B", label: `Only in B ${formatCount(onlyInB)}` },
  ];
  const listed = kind === "all" ? rows : rows.filter(({ difference }) => difference === kind);
  return (
    <>
      <div class="comparison-bar">
        <RadioSwitch legend="Differences" choices={kinds} current={kind} onChange={choose} />
        <span class="quiet">{formatCount(same)} the same</span>
      </div>
      {all === 0 && isDone && <p class="nothing">There is no difference.</p>}
      {all > rows.length && (
        <p class="quiet">The first {formatCount(mostRows)} of each kind are listed.</p>
      )}
      {listed.length > 0 && <Differences key={kind} rows={listed} onGo={onGo} />}
    </>
  );
}

interface DifferencesProps {
  readonly rows: readonly DifferenceRow[];
  readonly onGo: ViewProps["onGo"];
}

function Differences({ rows, onGo }: DifferencesProps) {
  return (
    <Steps length={rows.length}>
      {(count) => (
        <table class="comparison-table">
          <thead>
            <tr>
              <th scope="col">Difference</th>
              <th scope="col" class="figure">
                Packet in A
              </th>
              <th scope="col" class="figure">
                Packet in B
              </th>
              <th scope="col" class="figure">
                Bytes in A
              </th>
              <th scope="col" class="figure">
                Bytes in B
              </th>
              <th scope="col">Differs in</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, count).map((row) => (
              <Row key={row.number} row={row} onGo={onGo} />
            ))}
          </tbody>
        </table>
      )}
    </Steps>
  );
}

function Row({ row, onGo }: { row: DifferenceRow; onGo: ViewProps["onGo"] }) {
  const { difference, a, b, aspects, moved } = row;
  const differs = [...aspects, ...(moved ? ["place"] : [])];
  return (
    <tr>
      <td>{labels[difference]}</td>
      <td class="figure">
        {a && (
          <button type="button" class="link" onClick={() => onGo(a.packet - 1)}>
            {formatCount(a.packet)}
          </button>
        )}
      </td>
      <td class="figure">{b && formatCount(b.packet)}</td>
      <td class="figure">{a && formatCount(a.capturedLength)}</td>
      <td class="figure">{b && formatCount(b.capturedLength)}</td>
      <td>{differs.map((aspect) => aspect.replace("-", " ")).join(", ")}</td>
    </tr>
  );
}

const labels: Readonly<Record<DifferenceKind, string>> = {
  changed: "Changed",
  moved: "Moved",
  "only in A": "Only in A",
  "only in B": "Only in B",
};
