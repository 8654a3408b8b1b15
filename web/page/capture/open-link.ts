// The address `?open=/capture/name`: opens a capture that the page's own server has.

/** A path to fetch and the name to show for it. */
export interface OpenLink {
  readonly path: string;
  readonly name: string;
}

/**
 * What the query of the page's address asks to open; undefined when it asks for nothing. Throws a
 * `RangeError` when that lies on another origin: the page never sends a request there.
 */
export function openLink(address: string): OpenLink | undefined {
  const page = new URL(address);
  const asked = page.searchParams.get("open");
  if (!asked) return undefined;
  const target = new URL(asked, page);
  if (target.origin !== page.origin || !isPath(asked)) {
    throw new RangeError("Only a path on the page's own server can be opened by a link.");
  }
  return { path: target.pathname + target.search, name: lastSegment(target.pathname) };
}

// Two slashes (or what browsers read as such) would begin another host's address.
function isPath(asked: string): boolean {
  return /^\/(?![/\\])/.test(asked);
}

function lastSegment(path: string): string {
  const segment = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // A lone percent sign: shown as it is.
  }
}
