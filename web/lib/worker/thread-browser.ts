// The Worker in browsers.
import * as api from "../index.js";
import type { Message } from "./peer.js";
import { serve } from "./serve.js";

/** The part of a dedicated Worker's global scope that is used here. */
interface Scope {
  onmessage: (event: MessageEvent<Message>) => void;
  postMessage(message: Message, transfer: Transferable[]): void;
}

const scope = self as unknown as Scope;
const receive = serve(api, (message, transfer) => scope.postMessage(message, transfer));
scope.onmessage = ({ data }) => receive(data);
