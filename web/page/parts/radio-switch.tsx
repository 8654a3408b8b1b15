// One of a few choices, as radio buttons that look like one switch.

export interface Choice<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly title?: string;
}

export interface RadioSwitchProps<Name extends string> {
  /** What is chosen, in a word; also the name of the radio buttons. */
  readonly legend: string;
  readonly choices: readonly Choice<Name>[];
  readonly current: Name;
  readonly onChange: (name: Name) => void;
}

export function RadioSwitch<Name extends string>(props: RadioSwitchProps<Name>) {
  const { legend, choices, current, onChange } = props;
  return (
    <fieldset class="switch">
      <legend class="hidden">{legend}</legend>
      {choices.map(({ name, label, title }) => (
        <label key={name} class="switch-choice" title={title}>
          <input
            type="radio"
            name={legend.toLowerCase()}
            value={name}
            checked={name === current}
            onChange={() => onChange(name)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
