import inline = require("packetglass/inline");
import inlineWorker = require("packetglass/inline/worker");
import packetglass = require("packetglass");
import pcap = require("packetglass/pcap");
import worker = require("packetglass/worker");

async function use(): Promise<unknown> {
  const capture: packetglass.Capture = await packetglass.openCapture("ten.pcap");
  const times: BigInt64Array = capture.columns.read(0, 1).timestamp;
  // @ts-expect-error a packet's number is a number
  await capture.packet("0");
  const same: packetglass.Capture = await inline.openCapture("ten.pcap");
  const remote: worker.RemoteCapture = await worker.openCapture("ten.pcap");
  const there: BigInt64Array = (await remote.columns.read(0, 1)).timestamp;
  const too: worker.RemoteCapture = await inlineWorker.openCapture("ten.pcap");
  return [times, same, there, too, await pcap.openOffline("ten.pcap")];
}
use();
