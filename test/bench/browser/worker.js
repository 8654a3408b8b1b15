// Measures in turn, in one worker: reading a Blob alone, and making the index of it.
import { openCapture } from "./browser.mjs";

// As web/lib/source/blob-source.ts reads: the same slices, as many on their way.
const sliceSize = 8 * 1024 * 1024;
const ahead = 3;

async function readAlone(blob) {
  const coming = [];
  let asked = 0;
  const ask = () => {
    while (coming.length < ahead && asked < blob.size) {
      coming.push(blob.slice(asked, asked + sliceSize).arrayBuffer());
      asked += sliceSize;
    }
  };
  for (ask(); coming.length > 0; ask()) await coming.shift();
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const contestants = [
  ["blob", readAlone],
  ["index", async (file) => (await openCapture(file)).close()],
];

// The first round counts for nothing: it fills caches and compiles. The order changes each round.
async function inTurn(file, rounds) {
  const times = { blob: [], index: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const [name, work] of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const milliseconds = await timed(() => work(file));
      if (round > 0) times[name].push(milliseconds);
    }
  }
  return times;
}

self.onmessage = async ({ data: { file, rounds } }) => {
  try {
    self.postMessage({ times: await inTurn(file, rounds) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
