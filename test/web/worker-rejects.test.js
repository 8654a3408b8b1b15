// Whatever is thrown on the way to the Worker, there, or on the way back: every call rejects.
import { describe, expect, test } from "@jest/globals";
import { MemorySink } from "packetglass";
import { convert, createWriter, openCapture, readEvents, writeEvents } from "packetglass/worker";
import { packets, pcap } from "./synthetic.js";

const bytes = pcap(packets(100));

const round = new Error("in a circle");
round.cause = Object.assign(new Error("of causes"), { cause: round });

const hostile = {
  "a symbol": Symbol("no clone"),
  "a function": () => {},
  "an object without a prototype": Object.create(null),
  "an object that cannot be a text": {
    toString() {
      throw new Error("no text");
    },
  },
  "an error whose name throws": Object.defineProperty(new Error("nameless"), "name", {
    get() {
      throw new Error("no name");
    },
  }),
  "an error that is its own cause": round,
  "an error with a function in it": Object.assign(new Error("full"), {
    offset: () => {},
    code: () => {},
  }),
  nothing: undefined,
};

const rejected = (promise) =>
  promise.then(
    () => "none",
    () => "rejected",
  );

async function* failing(reason) {
  yield bytes.subarray(0, 40);
  throw reason;
}

const uses = {
  "a source": (reason) => openCapture(failing(reason)),
  onProgress: (reason) =>
    openCapture(bytes, {
      onProgress() {
        throw reason;
      },
    }),
  "events that are written": (reason) => writeEvents(failing(reason), new MemorySink()),
  "the source of a conversion": (reason) => convert(failing(reason), new MemorySink()),
  "the source of events": (reason) => readEvents(failing(reason)).next(),
  "a sink": async (reason) => {
    const sink = new WritableStream({
      write() {
        throw reason;
      },
    });
    const writer = await createWriter(sink, { linkType: 1 });
    await writer.writePacket({ bytes: new Uint8Array(10), timestamp: 1n });
    await writer.close();
  },
};

describe.each(Object.entries(uses))("what %s throws", (_, use) => {
  test.each(Object.entries(hostile))("be it %s", async (_, reason) => {
    expect(await rejected(use(reason))).toBe("rejected");
    const capture = await openCapture(bytes);
    expect((await capture.packet(99)).number).toBe(100);
    await capture.close();
  });
});

test("what cannot be cloned as an argument rejects", async () => {
  const capture = await openCapture(bytes, { summary: true });
  for (const wrong of [
    Symbol("no"),
    () => {},
    {
      get layer() {
        throw new Error("no");
      },
    },
  ]) {
    // biome-ignore format: short
    expect(await rejected(capture.packet(wrong))).toBe("rejected");
    expect(await rejected((async () => capture.follow(wrong).next())())).toBe("rejected");
  }
  expect((await capture.packet(0)).number).toBe(1);
  await capture.close();
});
