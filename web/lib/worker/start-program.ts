// Starting a Worker of a browser whose program is a text.

/** @internal */
export function startProgram(program: string, options: WorkerOptions = {}): Worker {
  const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const worker = new Worker(address, options);
  URL.revokeObjectURL(address);
  return worker;
}
