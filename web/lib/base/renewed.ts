// Values that are made again when what they are made of has become more.

/** @internal Gives what `make` made, and has it made again when `count` gives another number. */
export function renewed<T>(count: () => number, make: () => T): () => T {
  let known: { readonly count: number; readonly value: T } | undefined;
  return () => {
    const now = count();
    if (known?.count !== now) known = { count: now, value: make() };
    return known.value;
  };
}
