// An object of the Worker that is held from this thread.
import { listingShown } from "../capture/listing.js";
import { copied, revived, standsFor } from "./crossing.js";
import { type Answered, type HeldThere, isIterated, LAST, WITH_SIGNAL } from "./held-there.js";
import { iterate } from "./iterate.js";
import { type Forms, Mirror, type Remote } from "./mirror.js";
import { Operation } from "./operation.js";

/** Has the Worker make an object: `name` says how. It is let go of when the mirror is forgotten. */
export async function hold<T>(
  operation: Operation,
  name: string,
  args: () => Promise<unknown[]>,
  forms: Forms,
): Promise<Remote<T>> {
  return held(operation, forms, async () =>
    operation.call(0, name, operation.id, ...(await args())),
  );
}

async function held<T>(
  operation: Operation,
  forms: Forms,
  make: () => Promise<unknown>,
): Promise<Remote<T>> {
  const { methods, facts } = (await operation.orEnd(make)) as HeldThere;
  const mirror: Mirror = new Mirror(facts, methods, forms, (path, given) => {
    if (isIterated(forms.name, path, given)) return found(operation, path, given);
    const part = PARTS[path];
    return part ? partOf(operation, part, path, given) : ask(operation, mirror, path, given);
  });
  for (const [path, part] of mirror.parts) standsFor(part, [operation.id, path]);
  operation.ownedBy(mirror.object);
  return mirror.object as Remote<T>;
}

/** Methods that give objects which the Worker holds, too, as long as theirs. */
const listing = { name: "RemoteListing", shown: listingShown };
const PARTS: Readonly<Record<string, Part>> = {
  listing: { forms: listing },
  filter: { forms: listing, options: 1 },
};

interface Part {
  readonly forms: Forms;
  /** Which argument are options: with a signal and callbacks. */
  readonly options?: number;
}

async function partOf(
  holder: Operation,
  { forms, options }: Part,
  path: string,
  args: readonly unknown[],
): Promise<object> {
  const operation = holder.part();
  const given = args.slice(0, options).map(copied);
  const make = async () => {
    const all = options === undefined ? [] : [operation.options(args[options] ?? {})];
    return operation.call(holder.id, "hold", operation.id, path, given, ...all);
  };
  const object = await held<object>(operation, forms, make);
  operation.unfollow();
  return object;
}

async function ask(
  operation: Operation,
  mirror: Mirror,
  path: string,
  args: readonly unknown[],
): Promise<unknown> {
  const isLast = LAST.has(path);
  if (isLast && !operation.isOpen) return undefined;
  try {
    const { id } = operation;
    const answer = (await operation.call(id, "ask", path, args.map(copied))) as Answered;
    mirror.learn(answer.news);
    return revived(answer.value);
  } finally {
    if (isLast) operation.finish();
  }
}

// What a method finds one by one is an operation of its own.
function found(holder: Operation, path: string, args: readonly unknown[]) {
  const hasSignal = WITH_SIGNAL.has(path);
  const given = hasSignal ? [] : args.map(copied);
  return iterate(
    () => new Operation(holder.connection),
    async (operation) => {
      const options = hasSignal ? [operation.options(args[0])] : [];
      return operation.call(holder.id, "iterate", operation.id, path, given, ...options);
    },
    revived,
  );
}
