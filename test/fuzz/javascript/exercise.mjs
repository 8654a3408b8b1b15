// Everything that the package does with a capture, done with one that may be anything.

// Of more packets, blocks and streams of a small capture nothing new is learnt.
const MOST = 24;
const LAYERS = ["ethernet", "wlan", "ip", "ipv4", "ipv6", "tcp", "udp", "sctp"];
const FORMATS = ["pcapng", "usec", "nsec", "ss991029", "nokia", "lcap-hw"];
// Nothing else has their magic: what is written so is never taken for something else.
const CERTAIN = ["pcapng", "nsec", "lcap-hw"];

/**
 * Opens the bytes and asks for all there is. Settles when all was answered or refused by a
 * CaptureError. Any other error is a fault of the package: it rejects with that.
 * `random` chooses what would take too long to do each time.
 */
export async function exercise(packetglass, bytes, random) {
  const allowed = refusedBy(packetglass.CaptureError);
  for (const part of parts(packetglass, random)) await allowed(() => part(bytes));
}

function parts(packetglass, random) {
  return [
    (bytes) => openAndAsk(packetglass, bytes, { summary: random.below(4) !== 0 }),
    (bytes) => readEvents(packetglass, bytes, random),
    (bytes) => convert(packetglass, bytes, random),
    (bytes) => writeAgain(packetglass, bytes),
    (bytes) => decode(packetglass, bytes, random),
  ];
}

/** Runs what may be refused; gives undefined where it is. */
function refusedBy(CaptureError) {
  return async (run) => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      const { code, message } = error;
      if (!/^[a-z_]+$/.test(code) || message === "") throw new Error("refused without a reason");
    }
  };
}

async function openAndAsk(packetglass, bytes, options) {
  const capture = await packetglass.openCapture(bytes, options);
  try {
    await askForPackets(packetglass, capture);
    await askForBlocks(packetglass, capture);
    if (options.summary) await askForTraffic(packetglass, capture);
  } finally {
    capture.close();
  }
}

async function askForPackets({ CaptureError }, capture) {
  const allowed = refusedBy(CaptureError);
  const count = Math.min(MOST, capture.length);
  capture.columns.read(0, count);
  if (capture.length > 0) capture.columns.read(capture.length - 1, capture.length);
  await allowed(() => capture.rows(0, count));
  for (let i = 0; i < count; i++) {
    const packet = await allowed(() => capture.packet(i));
    if (packet && packet.bytes.length !== packet.capturedLength) {
      throw new Error(`packet ${i} has other bytes than its length says`);
    }
    await allowed(() => capture.layers(i));
    await allowed(() => capture.decapsulate(i, { seed: i }));
  }
}

async function askForBlocks({ CaptureError }, capture) {
  const allowed = refusedBy(CaptureError);
  if (capture.issues.length > capture.issueCount) throw new Error("more issues than there are");
  for (let i = 0; i < Math.min(MOST, capture.blocks.length); i++) {
    await allowed(() => capture.block(i));
  }
  for (const ask of ["names", "secrets", "statistics"]) await allowed(() => capture[ask]());
  JSON.stringify([capture.sections, capture.interfaces, capture.issues], plain);
}

async function askForTraffic(packetglass, capture) {
  const allowed = refusedBy(packetglass.CaptureError);
  capture.summary.read(0, Math.min(MOST, capture.length));
  for (const layer of LAYERS) {
    await allowed(() => [capture.conversations(layer), capture.endpoints(layer)]);
  }
  await allowed(() => capture.hierarchy());
  for (const layer of ["tcp", "udp", "sctp"]) {
    const streams = capture.conversations(layer).slice(0, 4);
    for (const { stream } of streams) {
      await allowed(() => drained(capture.follow({ layer, stream })));
    }
  }
  await allowed(async () => {
    const objects = await drained(capture.objects());
    for (const [i, object] of objects.entries()) {
      packetglass.objectName(object, i);
      await allowed(() => packetglass.decodeBody(object, { maxSize: 1 << 20 }));
    }
  });
}

async function readEvents(packetglass, bytes, random) {
  const options = {
    emitFileHeaders: random.below(2) === 0,
    strict: random.below(4) === 0,
    applyTimeZone: random.below(2) === 0,
    onIssue: () => {},
  };
  await drained(packetglass.readEvents(bytes, options));
}

async function convert(packetglass, bytes, random) {
  const format = random.oneOf(FORMATS);
  const options = random.oneOf([{}, { format }, { format, endian: "big" }, { endian: "little" }]);
  const sink = new packetglass.MemorySink();
  const { packets } = await packetglass.convert(bytes, sink, options);
  if (packets === 0 || !CERTAIN.includes(options.format)) return;
  const again = await packetglass.openCapture(sink.bytes());
  const { length } = again;
  again.close();
  if (length === 0) throw new Error(`nothing can be read of ${packets} packets that were written`);
}

async function writeAgain(packetglass, bytes) {
  const sink = new packetglass.MemorySink();
  await packetglass.writeEvents(packetglass.readEventBatches(bytes), sink);
}

async function decode(packetglass, bytes, random) {
  const encoding = random.oneOf(["gzip", "deflate", "gzip, deflate", "br", ""]);
  await packetglass.decodeBody({ bytes, encoding }, { maxSize: 1 << 20 });
}

async function drained(iterable) {
  const all = [];
  for await (const each of iterable) all.push(each);
  return all;
}

const plain = (_, value) => (typeof value === "bigint" ? `${value}` : value);
