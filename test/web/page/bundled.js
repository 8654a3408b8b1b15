// A module of the page, made into JavaScript and loaded here.
import { join } from "node:path";
import { build } from "esbuild";

const folder = join(import.meta.dirname, "../../../web/page");

/** What the module of this name in web/page exports. */
export async function bundled(name) {
  const entryPoints = [join(folder, name)];
  const options = { bundle: true, write: false, format: "esm", target: "es2022" };
  const { outputFiles } = await build({ entryPoints, ...options });
  const source = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${source}`);
}
