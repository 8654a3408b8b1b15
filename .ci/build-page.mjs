// Builds the inspector page into dist/page. Needs dist/browser.mjs: see build-lib.mjs.
import { fileURLToPath } from "node:url";
import { build } from "vite";

const configFile = fileURLToPath(new URL("../web/page/vite.config.ts", import.meta.url));

await build({ configFile, logLevel: "warn" });
