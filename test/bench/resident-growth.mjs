// Prints by how many bytes the resident memory of Node.js grows at most, in a program of its own,
// while a capture is opened or read as events: {"packets", "growth"}.
//   node resident-growth.mjs open|events CAPTURE
import { openCapture, readEvents } from "../../dist/index.mjs";

const uses = {
  async open(path) {
    const capture = await openCapture(path);
    const { length } = capture;
    capture.close();
    return length;
  },
  async events(path) {
    let packets = 0;
    for await (const _ of readEvents(path)) packets += 1;
    return packets;
  },
};

const [use, path] = process.argv.slice(2);
const before = process.memoryUsage().rss;
const packets = await uses[use](path);
// The peak since the program began: where that lay before, the growth is less than is said.
const most = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ packets, growth: most - before }));
