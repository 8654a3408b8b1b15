// The worker: holds the open capture, so that reading never blocks the page.
import { type Capture, CaptureError, openCapture } from "packetglass";
import { CaptureFailure, type Failure } from "./capture-failure.js";
import { readStream } from "./followed.js";
import type {
  Answer,
  Call,
  Calls,
  CaptureSummary,
  Close,
  Inspection,
  Progress,
} from "./messages.js";
import { listObjects, readObject } from "./objects.js";
import { obtainSource } from "./obtain-source.js";
import { sumTotals } from "./totals.js";
import { Traffic } from "./traffic.js";

/** Progress is told at most this often, in milliseconds: more is not seen. */
const progressInterval = 50;

/** The part of a dedicated worker's global scope that is used here. */
interface WorkerScope {
  onmessage: (event: MessageEvent<Call | Close>) => void;
  postMessage(answer: Answer, transfer: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;

/** The capture that is open, or being opened, under the id of its `open` call. */
let current: Current | undefined;

interface Current {
  readonly id: number;
  readonly stop: AbortController;
  capture?: Capture;
  traffic?: Traffic;
}

scope.onmessage = ({ data: call }) => {
  if (call.name === "close") close(call.capture);
  else void reply(call);
};

async function reply(call: Call): Promise<void> {
  try {
    const value = await answerTo(call);
    scope.postMessage({ id: call.id, kind: "done", value }, buffersOf(value));
  } catch (reason) {
    scope.postMessage({ id: call.id, kind: "failed", failure: failureOf(reason) }, []);
  }
}

async function answerTo(call: Call): Promise<Calls[Call["name"]]["answer"]> {
  switch (call.name) {
    case "open":
      return open(call.id, call);
    case "columns":
      return opened(call.capture).columns.read(call.from, call.to);
    case "rows":
      return opened(call.capture).rows(call.from, call.to);
    case "packet":
      return opened(call.capture).packet(call.index);
    case "inspect":
      return inspect(opened(call.capture), call.index);
    case "hierarchy":
      return opened(call.capture).hierarchy();
    case "follow":
      return readStream(opened(call.capture), call.stream);
    case "objects":
      return listObjects(opened(call.capture));
    case "object":
      return readObject(opened(call.capture), call.object);
    case "traffic":
      return trafficOf(opened(call.capture)).read(call.query);
    case "blocks":
      return opened(call.capture).blocks.read(call.from, call.to);
    case "block":
      return opened(call.capture).block(call.index);
    case "totals":
      return sumTotals(opened(call.capture));
  }
}

async function open(id: number, asked: Calls["open"]["asked"]): Promise<CaptureSummary> {
  close(current?.id);
  const stop = new AbortController();
  const opening: Current = { id, stop };
  current = opening;
  const { source, maxDecompressed } = asked;
  const place = await obtainSource(source, stop.signal);
  const onProgress = throttled((progress: Progress) => {
    scope.postMessage({ id, kind: "progress", progress }, []);
  });
  const capture = await openCapture(place, {
    summary: true,
    signal: stop.signal,
    onProgress,
    maxDecompressed,
  });
  if (stop.signal.aborted) {
    capture.close(); // It was given up between the last block and here.
    throw stop.signal.reason;
  }
  opening.capture = capture;
  return summaryOf(capture);
}

async function inspect(capture: Capture, index: number): Promise<Inspection> {
  const [packet, dissection] = await Promise.all([capture.packet(index), capture.layers(index)]);
  return { packet, dissection };
}

function trafficOf(capture: Capture): Traffic {
  if (current?.capture !== capture) return new Traffic(capture);
  current.traffic ??= new Traffic(capture);
  return current.traffic;
}

function opened(id: number): Capture {
  if (current?.id === id && current.capture) return current.capture;
  const message = "The capture was closed.";
  throw new CaptureFailure({ code: "closed", message });
}

function close(id: number | undefined): void {
  if (!current || current.id !== id) return;
  current.stop.abort();
  current.capture?.close();
  current = undefined;
}

function summaryOf(capture: Capture): CaptureSummary {
  const { length, size, sections, interfaces, issues, issueCount } = capture;
  const first = capture.columns.read(0, Math.min(1, length));
  const firstTimestamp = first.hasTimestamp[0] === 1 ? first.timestamp[0] : undefined;
  const blockCount = capture.blocks.length;
  return { length, size, sections, interfaces, blockCount, issues, issueCount, firstTimestamp };
}

/** Passes on the first call and then one per interval: the last state is told by the answer. */
function throttled<Value>(tell: (value: Value) => void): (value: Value) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = performance.now();
    if (now - last < progressInterval) return;
    last = now;
    tell(value);
  };
}

/** The buffers to hand over instead of copying: those of columns and of bytes. */
function buffersOf(value: Calls[Call["name"]]["answer"]): Transferable[] {
  const arrays = Object.values(value).filter((field) => ArrayBuffer.isView(field));
  return arrays.map((array) => array.buffer as ArrayBuffer);
}

function failureOf(reason: unknown): Failure {
  if (reason instanceof CaptureError || reason instanceof CaptureFailure) {
    return { message: reason.message, code: reason.code, offset: reason.offset };
  }
  if (reason instanceof DOMException && reason.name === "AbortError") {
    return { message: "Opening was cancelled.", code: "cancelled" };
  }
  return { message: reason instanceof Error ? reason.message : String(reason) };
}
