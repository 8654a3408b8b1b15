// Names and what is known under them.

import type { Optional } from "packetglass";
import type { ComponentChildren } from "preact";
import { optionName, optionText } from "../text/option-text.js";
import { Steps } from "./steps.js";

/** A name and what is known under it, in a list of such. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A fact that may be unknown, which is then not shown. */
export function KnownFact({ name, value }: { name: string; value: unknown }) {
  return value === undefined ? null : <Fact name={name}>{String(value)}</Fact>;
}

/** The options of something by their names, but for those of `without`; nothing without any. */
export function OptionFacts({ of, without = [] }: { of: Optional; without?: readonly string[] }) {
  const options = of.options.filter(({ name }) => !without.includes(name ?? ""));
  if (options.length === 0) return null;
  return (
    <Steps length={options.length}>
      {(shown) => (
        <dl class="facts options">
          {options.slice(0, shown).map((option, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: options may be the same, and never move.
            <Fact key={i} name={optionName(option)}>
              {optionText(option)}
            </Fact>
          ))}
        </dl>
      )}
    </Steps>
  );
}

/** Says so where a part could not be read. */
export function DamageNote({ of }: { of: Optional }) {
  return of.damaged ? <p class="damaged">Damaged: the rest could not be read.</p> : null;
}
