// `packetglass` in the browser's console: the open capture for questions the page has no view for.
import type { RemoteCapture } from "packetglass/worker";
import type { CaptureState } from "../capture/use-capture.js";

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
 *     await packetglass.open(file)        // a File or Blob, in the place of what is shown
 */
export interface ConsoleSurface {
  /** The capture that is shown; undefined while there is none. */
  readonly capture: RemoteCapture | undefined;
  /** Opens a file as if it had been dropped; resolves when it is open or has failed. */
  readonly open: (file: Blob) => Promise<void>;
}

declare global {
  var packetglass: ConsoleSurface;
}

/** Makes the state of the page available to the console. */
export function offerToConsole({ latestView, open }: CaptureState): void {
  globalThis.packetglass = {
    get capture() {
      const view = latestView();
      return view.kind === "open" ? view.capture : undefined;
    },
    open: (file) => open({ source: file, name: file instanceof File ? file.name : "capture" }),
  };
}
