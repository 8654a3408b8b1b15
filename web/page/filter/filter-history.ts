// The filters that were applied on this machine, the last one first.

const key = "packetglass.filters";
const most = 20;

/** Those that are remembered. */
export function readHistory(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  } catch {
    return []; // A browser that blocks storage throws on every access to it.
  }
}

/** Remembers one more. */
export function rememberFilter(text: string): void {
  const others = readHistory().filter((each) => each !== text);
  try {
    localStorage.setItem(key, JSON.stringify([text, ...others].slice(0, most)));
  } catch {
    // See above.
  }
}
