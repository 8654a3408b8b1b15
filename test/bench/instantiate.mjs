// Prints the milliseconds from the bytes of core.wasm on disk to a core that answers; with the
// argument "each", of one more instance of each module that is compiled, of processor time, and the
// memory it takes.
import { readFileSync } from "node:fs";
import createCore from "../../build/wasm/core.js";
import createDissect from "../../build/wasm/dissect.js";
import createStream from "../../build/wasm/stream.js";

const modules = {
  core: [createCore, (core) => new core.CaptureIndex().blockSize()],
  dissect: [createDissect, (core) => new core.SummarisedIndex().blockSize()],
  stream: [createStream, (core) => new core.EventReader(false, false, false, false).blockSize()],
};

if (process.argv[2] === "each") await measureEach();
else await measureFirst();

async function measureFirst() {
  const start = performance.now();
  await instantiate("core", await compile("core"));
  console.log(performance.now() - start);
}

async function measureEach() {
  for (const name of Object.keys(modules)) {
    const module = await compile(name);
    const kept = [await instantiate(name, module)];
    const [before, times] = [process.memoryUsage.rss(), []];
    for (let i = 0; i < 41; i += 1) {
      const start = process.cpuUsage();
      kept.push(await instantiate(name, module));
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    }
    const bytes = (process.memoryUsage.rss() - before) / times.length;
    const [median] = times.sort((a, b) => a - b).slice(20);
    console.log(`${name} ${median.toFixed(2)} ms ${Math.round(bytes / 1024)} KiB`);
  }
}

function compile(name) {
  return WebAssembly.compile(readFileSync(new URL(`../../dist/${name}.wasm`, import.meta.url)));
}

async function instantiate(name, module) {
  const [create, ask] = modules[name];
  const core = await create({
    instantiateWasm(imports, receive) {
      WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module));
      return {};
    },
    locateFile: (file) => file,
  });
  if (ask(core) === 0) throw new Error("The core does not answer.");
  return core;
}
