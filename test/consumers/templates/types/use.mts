import { type Capture, CaptureError, openCapture, readEventBatches } from "packetglass";
import * as inline from "packetglass/inline";
import * as inlineWorker from "packetglass/inline/worker";
import { openOffline } from "packetglass/pcap";
import * as worker from "packetglass/worker";

const capture: Capture = await openCapture("ten.pcap");
const times: BigInt64Array = capture.columns.read(0, 1).timestamp;
const bytes: Uint8Array = (await capture.packet(0)).bytes;
// @ts-expect-error a packet's number is a number
await capture.packet("0");
const same: Capture = await inline.openCapture(bytes);
const remote: worker.RemoteCapture = await worker.openCapture("ten.pcap");
const there: BigInt64Array = (await remote.columns.read(0, 1)).timestamp;
const too: worker.RemoteCapture = await inlineWorker.openCapture("ten.pcap");
for await (const batch of readEventBatches("ten.pcap")) console.log(batch.length);
const cap = await openOffline("ten.pcap");
console.log(times, same, there, too, cap, new CaptureError("closed", "It is."));
