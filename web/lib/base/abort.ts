// Hearing an abort.

// Who waits for each signal. Node.js warns of a leak when a signal has more than ten listeners, and
// a program may open any number of captures with one: so they share one listener.
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `abort` once when the signal is aborted from now on; what it returns undoes that. */
export function onAbort(signal: AbortSignal, abort: () => void): () => void {
  if (signal.aborted) return () => {}; // never again, and a listener would stay for ever
  const own = () => abort(); // one of its own, should the same be given twice
  const all = waiting.get(signal) ?? listen(signal);
  all.add(own);
  return () => {
    all.delete(own);
    if (all.size === 0 && waiting.get(signal) === all) ignore(signal);
  };
}

function listen(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  waiting.set(signal, all);
  signal.addEventListener("abort", hear);
  return all;
}

function ignore(signal: AbortSignal): void {
  waiting.delete(signal);
  signal.removeEventListener("abort", hear);
}

function hear({ target }: Event): void {
  const signal = target as AbortSignal;
  const all = waiting.get(signal) ?? [];
  ignore(signal);
  for (const abort of all) abort();
}

/**
 * What `promise` gives, or at once the signal's reason when it is aborted: reading from a network
 * drive may stall. The outcome of `promise` after that does not matter.
 */
export async function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    promise.then(resolve, reject).finally(onAbort(signal, abort));
    if (signal.aborted) abort();
  });
}
