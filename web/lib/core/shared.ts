// Something of a module that there is once for all who ask, as long as it is worth it.

/** What may be shared. */
export interface Shareable {
  /** False once it has failed or has become large: then another one is made. */
  readonly isWorthKeeping: boolean;
}

/**
 * @internal Gives the one that `make` makes of the module that is loaded, for each way of loading.
 * Rejects as loading does; the next call tries again.
 */
export function sharedBy<Module, T extends Shareable>(
  make: (module: Module) => T,
): (load: () => Promise<Module>) => Promise<T> {
  const shared = new WeakMap<() => Promise<Module>, Promise<T>>();
  return async (load) => {
    const known = shared.get(load);
    if ((await known?.catch(() => undefined))?.isWorthKeeping) return known as Promise<T>;
    // Of several that wait here the first makes it.
    if (shared.get(load) === known) shared.set(load, load().then(make));
    return shared.get(load) as Promise<T>;
  };
}
