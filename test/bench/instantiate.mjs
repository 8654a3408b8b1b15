// Prints the milliseconds from the bytes of core.wasm on disk to a core that answers.
import { readFileSync } from "node:fs";
import createCore from "../../build/wasm/core.js";

const start = performance.now();
const bytes = readFileSync(new URL("../../dist/core.wasm", import.meta.url));
const module = await WebAssembly.compile(bytes);
const core = await createCore({
  instantiateWasm(imports, receive) {
    WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module));
    return {};
  },
});
const index = new core.CaptureIndex();
if (index.blockSize() === 0) throw new Error("The core does not answer.");
console.log(performance.now() - start);
