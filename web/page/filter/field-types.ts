// The types of fields, by their names: asked for once.
import { fields } from "packetglass/worker";

let types: ReadonlyMap<string, string> = new Map();
let isAsked = false;

/** Has the types at hand from soon on. */
export function loadFieldTypes(): void {
  if (isAsked) return;
  isAsked = true;
  fields().then(
    (all) => {
      types = new Map(all.map(({ name, type }) => [name, type]));
    },
    () => {
      isAsked = false;
    },
  );
}

/** The type of a field; undefined where it is not known, or not yet. */
export function typeOf(name: string): string | undefined {
  return types.get(name);
}
