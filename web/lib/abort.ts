// Hearing an abort.

// Who waits for each signal. Node.js warns of a leak when a signal has more than ten listeners, and
// a program may open any number of captures with one: so they share one listener.
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `abort` when the signal is aborted from now on; what it returns undoes that. */
export function onAbort(signal: AbortSignal, abort: () => void): () => void {
  const own = () => abort(); // one of its own, should the same be given twice
  const all = waiting.get(signal) ?? listen(signal);
  all.add(own);
  return () => {
    all.delete(own);
    if (all.size === 0) signal.removeEventListener("abort", hear);
    if (all.size === 0) waiting.delete(signal);
  };
}

function listen(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  waiting.set(signal, all);
  signal.addEventListener("abort", hear);
  return all;
}

function hear({ target }: Event): void {
  for (const abort of [...(waiting.get(target as AbortSignal) ?? [])]) abort();
}

/**
 * What `promise` gives, or at once the signal's reason when it is aborted: reading from a network
 * drive may stall. What becomes of `promise` after that is of no interest.
 */
export async function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    promise.then(resolve, reject).finally(onAbort(signal, abort));
    if (signal.aborted) abort();
  });
}
