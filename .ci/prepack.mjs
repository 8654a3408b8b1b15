// npm pack and npm publish: what is packed is built first, or nothing is packed.
import { cmake, node } from "./build.mjs";
import { main } from "./command.mjs";
import { setup } from "./setup.mjs";

async function prepack() {
  await setup("page"); // nothing native is packed
  await cmake("wasm");
  await node(".ci/build-lib.mjs");
  await node(".ci/build-page.mjs");
}

await main(prepack);
