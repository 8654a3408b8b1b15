// The Worker of packetglass/inline/worker in Node.js. Its first message brings the modules.
import { parentPort } from "node:worker_threads";
import * as api from "../index.js";
import type { Message } from "../worker/peer.js";
import { serve } from "../worker/serve.js";
import { type InlinedModules, receiveWasm } from "./received-wasm.js";

const receive = serve(api, (message, transfer) => parentPort?.postMessage(message, transfer));
parentPort?.on("message", (data: Message | { modules: InlinedModules }) => {
  if ("modules" in data) receiveWasm(data.modules);
  else receive(data);
});
