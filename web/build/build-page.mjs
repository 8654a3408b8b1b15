// Builds the inspector page into dist/page. Needs dist/browser.mjs: see build-lib.mjs.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { root } from "../../.ci/command.mjs";
import { keepBundled, writeNotice } from "./notice.mjs";

const configFile = fileURLToPath(new URL("../page/vite.config.ts", import.meta.url));

const paths = new Set();
const collect = () => ({
  name: "collect",
  generateBundle(_, files) {
    for (const { moduleIds = [] } of Object.values(files))
      for (const id of moduleIds) paths.add(id);
  },
});

await build({
  configFile,
  logLevel: "warn",
  plugins: [collect()],
  worker: { plugins: () => [collect()] },
});
keepBundled("page", [...paths]);
writeNotice([join(root, "dist"), join(root, "dist/page")]);
