// The field that goes to a packet by its number; Ctrl+G leads to it.
import { useRef, useState } from "preact/hooks";
import { useShortcut } from "../parts/use-shortcut.js";
import { formatCount } from "../text/format-number.js";

export interface GoToPacketProps {
  /** Packets there are. */
  readonly length: number;
  /** Called with the index, from 0. */
  readonly onGo: (index: number) => void;
}

export function GoToPacket({ length, onGo }: GoToPacketProps) {
  const field = useRef<HTMLInputElement>(null);
  const [refused, refuse] = useState(false);
  useShortcut("Ctrl+G", () => field.current?.select());
  const go = (event: Event) => {
    event.preventDefault();
    const number = packetNumber(field.current?.value ?? "", length);
    refuse(number === undefined);
    if (number !== undefined) onGo(number - 1);
  };
  return (
    <form class="go-to" onSubmit={go}>
      <label for="go-to">Go to</label>
      <input
        id="go-to"
        class="text-field"
        ref={field}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        placeholder="packet no."
        title="Packet number (Ctrl+G)"
        disabled={length === 0}
        aria-invalid={refused}
        aria-describedby="go-to-refused"
        onInput={() => refuse(false)}
      />
      <span id="go-to-refused" class="refused" role="status">
        {refused && `1 to ${formatCount(length)}`}
      </span>
    </form>
  );
}

/** The number of a packet that exists, written with or without separators; else undefined. */
function packetNumber(text: string, length: number): number | undefined {
  const digits = text.replace(/[\s,._']/g, "");
  const number = /^\d+$/.test(digits) ? Number(digits) : 0;
  return number >= 1 && number <= length ? number : undefined;
}
