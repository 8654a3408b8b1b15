// The Worker in Node.js.
import { parentPort } from "node:worker_threads";
import * as api from "../index.js";
import { serve } from "./serve.js";

const receive = serve(api, (message, transfer) => parentPort?.postMessage(message, transfer));
parentPort?.on("message", receive);
