// The dialog that saves an open capture, or a part of it.

import { useEffect, useRef, useState } from "preact/hooks";
import { type Filter, NO_FILTER } from "../capture/address.js";
import { type Failure, failureOf } from "../capture/capture-failure.js";
import type { Choice } from "../capture/obtain-source.js";
import type { Marks } from "../list/marks.js";
import { FailureText } from "../parts/failure-view.js";
import { type Choice as RadioChoice, RadioSwitch } from "../parts/radio-switch.js";
import { formatQuantity, formatSize } from "../text/format-number.js";
import { type Saved, saveCapture } from "./save-capture.js";
import { SAVE_ALL, type SavePlan } from "./save-plan.js";

const formats = [
  { name: "same", label: "As it is", title: "The format of the file" },
  { name: "pcapng", label: "pcapng" },
  { name: "nsec", label: "pcap (ns)", title: "Classic pcap, times in nanoseconds" },
  { name: "usec", label: "pcap (µs)", title: "Classic pcap, times in microseconds" },
] as const;

export interface SaveDialogProps {
  readonly choice: Choice;
  readonly filter: Filter;
  readonly marks: Marks;
  readonly onClose: () => void;
}

type Progress =
  | { kind: "choosing" }
  | { kind: "saving"; bytes: number }
  | { kind: "saved"; saved: Saved }
  | { kind: "failed"; failure: Failure };

export function SaveDialog({ choice, filter, marks, onClose }: SaveDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const stop = useRef(new AbortController());
  const isFiltered = filter.text !== NO_FILTER.text;
  const [plan, setPlan] = useState<SavePlan>({
    ...SAVE_ALL,
    packets: isFiltered ? "shown" : "all",
  });
  const [progress, setProgress] = useState<Progress>({ kind: "choosing" });
  useEffect(() => {
    dialog.current?.showModal();
    return () => stop.current.abort();
  }, []);
  const change = (part: Partial<SavePlan>) => {
    setPlan({ ...plan, ...part });
    setProgress({ kind: "choosing" });
  };
  const save = async () => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    const onBytes = (bytes: number) => setProgress({ kind: "saving", bytes });
    setProgress({ kind: "saving", bytes: 0 });
    try {
      const saved = await saveCapture(choice, filter, marks, plan, signal, onBytes);
      setProgress(saved ? { kind: "saved", saved } : { kind: "choosing" });
    } catch (reason) {
      setProgress(
        signal.aborted ? { kind: "choosing" } : { kind: "failed", failure: failureOf(reason) },
      );
    }
  };
  const isSaving = progress.kind === "saving";
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="save-title" onClose={onClose}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2 id="save-title">Save packets</h2>
        <div class="dialog-row">
          <span class="dialog-label">Packets</span>
          <RadioSwitch
            legend="Packets"
            choices={packetChoices(filter, marks)}
            current={plan.packets}
            onChange={(packets) => change({ packets })}
          />
        </div>
        <div class="dialog-row">
          <span class="dialog-label">Format</span>
          <RadioSwitch
            legend="Format"
            choices={formats}
            current={plan.format}
            onChange={(format) => change({ format })}
          />
        </div>
        <div class="dialog-row">
          <label class="dialog-label" for="save-anonymise">
            Anonymise
          </label>
          <span>
            <input
              id="save-anonymise"
              type="checkbox"
              checked={plan.anonymise}
              onChange={({ currentTarget }) => change({ anonymise: currentTarget.checked })}
            />{" "}
            <span class="quiet">
              addresses and names become pseudonyms, what is not understood zeros
            </span>
          </span>
        </div>
        <CutField cut={plan.cut} onChange={(cut) => change({ cut })} />
        <Outcome progress={progress} />
        <div class="dialog-buttons">
          <button
            type="button"
            class="button"
            onClick={() => (isSaving ? stop.current.abort() : dialog.current?.close())}
          >
            {isSaving ? "Stop" : "Close"}
          </button>
          <button type="submit" class="button button-main" disabled={isSaving}>
            Save
          </button>
        </div>
      </form>
    </dialog>
  );
}

function packetChoices(filter: Filter, { size }: Marks): RadioChoice<SavePlan["packets"]>[] {
  const isFiltered = filter.text !== NO_FILTER.text;
  return [
    { name: "all", label: "All" },
    ...(isFiltered ? [{ name: "shown", label: "Shown", title: filter.text } as const] : []),
    ...(size > 0
      ? [{ name: "marked", label: "Marked", title: formatQuantity(size, "packet") } as const]
      : []),
  ];
}

function CutField({ cut, onChange }: { cut: number; onChange: (cut: number) => void }) {
  return (
    <div class="dialog-row">
      <label class="dialog-label" for="save-cut">
        Keep of each packet
      </label>
      <span>
        <input
          id="save-cut"
          class="text-field"
          type="number"
          min="1"
          placeholder="all"
          value={cut > 0 ? cut : ""}
          onInput={({ currentTarget }) => onChange(Number(currentTarget.value) || 0)}
        />{" "}
        bytes
      </span>
    </div>
  );
}

function Outcome({ progress }: { progress: Progress }) {
  switch (progress.kind) {
    case "failed":
      return (
        <div role="alert">
          <FailureText failure={progress.failure} />
        </div>
      );
    case "saving":
      return <p role="status">Saving… {formatSize(progress.bytes)}</p>;
    case "saved":
      return (
        <p role="status">
          Saved {formatQuantity(progress.saved.packets, "packet")},{" "}
          {formatSize(progress.saved.bytes)}.
        </p>
      );
    default:
      return <p class="quiet">The file is read again in this tab; nothing is uploaded.</p>;
  }
}
