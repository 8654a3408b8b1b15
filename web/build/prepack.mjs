// npm pack and npm publish: what is packed is built first, or nothing is packed.

import { main } from "../../.ci/command.mjs";
import { build } from "./build.mjs";

await main(() => build("page")); // nothing native is packed
