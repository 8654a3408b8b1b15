// npm pack and npm publish: what is packed is built first, or nothing is packed.
import { build } from "./build.mjs";
import { main } from "./command.mjs";

await main(() => build("page")); // nothing native is packed
