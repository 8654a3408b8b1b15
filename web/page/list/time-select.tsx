// The field that chooses how the list shows times.

import { type TimeStyle, timeStyles } from "./time-style.js";

export interface TimeSelectProps {
  readonly current: TimeStyle;
  readonly onChange: (style: TimeStyle) => void;
}

export function TimeSelect({ current, onChange }: TimeSelectProps) {
  const digit = timeStyles.find(({ name }) => name === current)?.digit;
  return (
    <label class="time-select">
      <span class="time-label">Time</span>
      <select
        id="time-style"
        class="text-field"
        aria-label="Time display"
        title={`How times are shown (Ctrl+Alt+${digit} in the list)`}
        value={current}
        onChange={({ currentTarget }) => onChange(currentTarget.value as TimeStyle)}
      >
        {timeStyles.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
