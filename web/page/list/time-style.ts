// How the list shows times: the choice made last on this machine.

/** The ways to show times: THE TABLE. To add one: a line, and what timeOf() makes of it in packet-time.ts. */
export const timeStyles = [
  { name: "utc", label: "UTC", digit: 7 },
  { name: "local", label: "Local time", digit: 1 },
  { name: "first", label: "Since first", digit: 4 },
  { name: "previous", label: "Since previous", digit: 5 },
  { name: "shown", label: "Since previous shown", digit: 6 },
  { name: "reference", label: "Since reference", digit: 8 },
  { name: "epoch", label: "Seconds since 1970", digit: 3 },
] as const;

export type TimeStyle = (typeof timeStyles)[number]["name"];

const key = "packetglass.time";
let chosen: TimeStyle | undefined;

/** The style that was chosen last, in whichever capture; UTC at first. */
export function currentTimeStyle(): TimeStyle {
  chosen ??= timeStyles.find(({ name }) => name === read())?.name ?? "utc";
  return chosen;
}

/** Has all captures show times so from now on, also the next time where the browser allows that. */
export function chooseTimeStyle(style: TimeStyle): void {
  chosen = style;
  try {
    localStorage.setItem(key, style);
  } catch {
    // A browser that blocks storage throws on every access to it.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // See above.
  }
}

/** The style that Ctrl+Alt and a digit ask for: the digits are Wireshark's, where it has the style. */
export function styleOfKey({ code, ctrlKey, altKey }: KeyboardEvent): TimeStyle | undefined {
  if (!ctrlKey || !altKey) return undefined;
  return timeStyles.find(({ digit }) => code === `Digit${digit}`)?.name;
}
