// How long the frames of the page took while something was done to it.

/** Number of frames, and the median and the longest time between two, in milliseconds. */
export async function frameTimes(tab, act) {
  await tab.evaluate(startCounting);
  await act();
  const starts = await tab.evaluate(() => globalThis.frameStarts);
  await tab.evaluate(() => {
    globalThis.frameStarts = undefined;
  });
  const times = starts.slice(1).map((start, i) => start - starts[i]);
  times.sort((a, b) => a - b);
  const rounded = (time) => Number(time?.toFixed(1));
  const [median, worst] = [times[times.length >> 1], times.at(-1)].map(rounded);
  return { frames: times.length, median, worst };
}

function startCounting() {
  globalThis.frameStarts = [];
  const count = (start) => {
    if (!globalThis.frameStarts) return;
    globalThis.frameStarts.push(start);
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}
