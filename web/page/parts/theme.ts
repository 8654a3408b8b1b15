// Light or dark: what the system prefers, until the user chooses.

export type Theme = "light" | "dark";

const key = "packetglass.theme";

/** Shows the page in the theme chosen last on this machine, if one was. */
export function restoreTheme(): void {
  const stored = read();
  if (stored) show(stored);
}

/** The theme that is shown. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Changes to the other theme, remembers it where the browser allows, and returns it. */
export function toggleTheme(): Theme {
  const theme = currentTheme() === "dark" ? "light" : "dark";
  show(theme);
  remember(theme);
  return theme;
}

function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

// A browser that blocks storage throws on every access to it: then the choice lasts while the page
// is open, which is all that can be done.
function read(): Theme | undefined {
  try {
    const stored = localStorage.getItem(key);
    return stored === "light" || stored === "dark" ? stored : undefined;
  } catch {
    return undefined;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // See above.
  }
}
