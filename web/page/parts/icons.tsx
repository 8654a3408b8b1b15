// The few pictures of the page, drawn in the colour of the text around them.
import type { ComponentChildren } from "preact";

function icon(children: ComponentChildren) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** The mark of packetglass: three packets under a glass. */
export function MarkIcon() {
  return icon(
    <>
      <circle cx="8.5" cy="8.5" r="6" />
      <path d="M13 13l4.5 4.5M5.8 6.5h5.4M5.8 8.7h3.2M5.8 10.9h4.3" />
    </>,
  );
}

export function OpenIcon() {
  return icon(<path d="M2.5 15.5v-11h5l1.5 2h8.5v9z" />);
}

export function SaveIcon() {
  return icon(<path d="M10 3v9.5M6 9l4 4 4-4M3 16.5h14" />);
}

export function MoonIcon() {
  return icon(<path d="M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z" />);
}

export function SunIcon() {
  return icon(
    <>
      <circle cx="10" cy="10" r="3.4" />
      <path d="M10 1.8v2M10 16.2v2M1.8 10h2M16.2 10h2M4.2 4.2l1.4 1.4M14.4 14.4l1.4 1.4" />
      <path d="M15.8 4.2l-1.4 1.4M5.6 14.4l-1.4 1.4" />
    </>,
  );
}

export function CopyIcon() {
  return icon(
    <>
      <path d="M7 7h9.5v9.5H7z" />
      <path d="M13 4V3.5H3.5V13H4" />
    </>,
  );
}

export function WarningIcon() {
  return icon(<path d="M10 2.8L18.2 16.8H1.8zM10 8v4.2M10 14.4v.4" />);
}

export function CloseIcon() {
  return icon(<path d="M5.5 5.5l9 9M14.5 5.5l-9 9" />);
}

export function BackIcon() {
  return icon(<path d="M12 4.5L6.5 10l5.5 5.5" />);
}

export function ForwardIcon() {
  return icon(<path d="M8 4.5l5.5 5.5L8 15.5" />);
}

export function FindIcon() {
  return icon(<path d="M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM12.5 12.5L17 17" />);
}

/** A flag; with a name where nothing next to it says what it stands for. */
export function FlagIcon({ name }: { readonly name?: string }) {
  const drawn = <path d="M5 17.5v-14h10l-2.5 3.5 2.5 3.5H5" />;
  if (name === undefined) return icon(drawn);
  return (
    <svg class="icon" viewBox="0 0 20 20" role="img" aria-label={name} focusable="false">
      {drawn}
    </svg>
  );
}
