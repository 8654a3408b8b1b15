// What ports and types are dissected as, where the caller chose it.
import type { CoreBuffer } from "./core-buffer.js";

/** Hands the choices to an object of the core. Throws a RangeError for one that it does not take. */
export function decodeAs(
  self: { decodeAs(size: number): number },
  buffer: CoreBuffer,
  choices: readonly string[],
): void {
  for (const choice of choices) {
    const size = buffer.fill([new TextEncoder().encode(choice)]);
    const { wrong } = buffer.read(self.decodeAs(size)) as { readonly wrong?: string };
    if (wrong !== undefined) throw new RangeError(`options.decodeAs: ${wrong}`);
  }
}
