// Iterating over what the Worker finds.
import { Held } from "../base/held.js";
import type { Operation } from "./operation.js";

/**
 * What the Worker finds, each as `take` makes it. While one is looked at here the Worker finds the
 * next. It is started when the first is wanted, and lets go when the iteration is left or forgotten.
 */
export function iterate<T>(
  begin: () => Operation,
  start: (operation: Operation) => Promise<unknown>,
  take: (found: unknown) => T,
): AsyncGenerator<T, void> {
  const held = new Held();
  const found = run(begin, start, take, held);
  held.ownedBy(found);
  return found;
}

async function* run<T>(
  begin: () => Operation,
  start: (operation: Operation) => Promise<unknown>,
  take: (found: unknown) => T,
  held: Held,
): AsyncGenerator<T, void> {
  const operation = begin();
  held.add(() => void operation.end());
  try {
    await operation.orEnd(() => start(operation));
    for (let coming = next(operation); ; ) {
      const found = await coming;
      if (found === undefined) return operation.finish();
      coming = next(operation);
      yield take(found.value);
    }
  } finally {
    await operation.end();
  }
}

function next(operation: Operation): Promise<{ readonly value: unknown } | undefined> {
  const coming = operation.orEnd(() => operation.call(operation.id, "next"));
  // A failure is reported when it is its turn.
  coming.catch(() => {});
  return coming as Promise<{ readonly value: unknown } | undefined>;
}
