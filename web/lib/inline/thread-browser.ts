// The Worker of packetglass/inline/worker in browsers. Its first message brings the modules.
import * as api from "../index.js";
import type { Message } from "../worker/peer.js";
import { serve } from "../worker/serve.js";
import { type InlinedModules, receiveWasm } from "./received-wasm.js";

/** The part of a dedicated Worker's global scope that is used here. */
interface Scope {
  onmessage: (event: MessageEvent<Message | { modules: InlinedModules }>) => void;
  postMessage(message: Message, transfer: Transferable[]): void;
}

const scope = self as unknown as Scope;
const receive = serve(api, (message, transfer) => scope.postMessage(message, transfer));
scope.onmessage = ({ data }) => {
  if ("modules" in data) receiveWasm(data.modules);
  else receive(data);
};
