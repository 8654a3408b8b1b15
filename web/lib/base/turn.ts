// Giving the event loop a turn, by time: work may go on for 25 ms, and then everybody else is heard.

// A step of work takes some milliseconds more, so that no stretch comes near 50 ms.
const STRETCH = 25;

// When this thread had its last turn, of all that is read and written in it: what several do one
// after another without a turn is one stretch.
let last = 0;

/** @internal Settles in a later task, of Node.js and of browsers. */
export async function nextTask(): Promise<void> {
  await (typeof setImmediate === "function" ? immediate() : message());
  last = performance.now();
}

/** @internal Whether work has gone on for long enough without a turn. */
export function isLate(): boolean {
  return performance.now() - last >= STRETCH;
}

/**
 * @internal To be awaited after a step of some milliseconds: gives the event loop a turn where work
 * has gone on for long enough. Promises alone give it none: they settle before any event.
 */
export function turn(): Promise<void> | undefined {
  return isLate() ? nextTask() : undefined;
}

function immediate(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

// setTimeout would be slowed to 4 ms after a few rounds; a message is delivered at once.
function message(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
