// `packetglass` in the browser's console: the capture that is shown for questions the page has no view for.
import type { RemoteCapture } from "packetglass/worker";
import { currentOf } from "../capture/open-files.js";
import type { FileActions } from "../capture/use-open-files.js";

/**
 * In the console:
 *
 *     const { capture } = packetglass;
 *     capture.length                      // packets
 *     capture.sections                    // and interfaces, issues, size, blocks
 *     await capture.columns.read(0, 1000) // timestamp (bigint ns), lengths, offsets, interfaces
 *     await capture.packet(41)            // packet number 42 with its bytes
 *     await capture.layers(41)            // its layers and their fields
 *     await capture.rows(0, 100)          // source, destination, protocol, info
 *     await capture.hierarchy()           // packets and bytes of each protocol
 *     for await (const { bytes } of capture.follow({ layer: "tcp", stream: 0 })) console.log(bytes)
 *     await capture.block(0)              // the first block that is no packet: names, secrets …
 *     await capture.totals()              // sums over all packets
 *     await packetglass.open(file)        // a File or Blob, in a tab of its own
 *     packetglass.close()                 // what is shown
 */
export interface ConsoleSurface {
  /** The capture that is shown; undefined while there is none. */
  readonly capture: RemoteCapture | undefined;
  /** Opens a file as if it had been dropped; resolves when it is open or has failed. */
  readonly open: (file: Blob) => Promise<void>;
  /** Closes what is shown. */
  readonly close: () => void;
}

declare global {
  var packetglass: ConsoleSurface;
}

/** Makes the state of the page available to the console. */
export function offerToConsole({ latest, open, close }: FileActions): void {
  const current = () => currentOf(latest());
  globalThis.packetglass = {
    get capture() {
      const view = current()?.view;
      return view?.kind === "open" ? view.capture : undefined;
    },
    open: (file) => open({ source: file, name: file instanceof File ? file.name : "capture" }),
    close: () => {
      const file = current();
      if (file) close(file.id);
    },
  };
}
