// How time is shown: as date and time in UTC, or as seconds since the first packet.
import type { TimeStyle } from "./format-time.js";

const choices: { style: TimeStyle; label: string; title: string }[] = [
  { style: "utc", label: "UTC", title: "Date and time in UTC" },
  { style: "relative", label: "Since first", title: "Seconds since the first packet" },
];

export interface TimeSwitchProps {
  readonly style: TimeStyle;
  readonly onChange: (style: TimeStyle) => void;
}

export function TimeSwitch({ style, onChange }: TimeSwitchProps) {
  return (
    <fieldset class="switch">
      <legend class="hidden">Time</legend>
      {choices.map((choice) => (
        <label key={choice.style} class="switch-choice" title={choice.title}>
          <input
            type="radio"
            name="time"
            value={choice.style}
            checked={choice.style === style}
            onChange={() => onChange(choice.style)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
