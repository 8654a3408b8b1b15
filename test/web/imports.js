// What files of TypeScript import of each other, types included, and whether that goes one way.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import ts from "typescript";

/** The files below `folder` that are TypeScript, by their paths in it: what each imports of them. */
export function importsBelow(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((path) => path.replaceAll("\\", "/"));
  const sources = paths.filter((path) => /\.tsx?$/.test(path));
  return new Map(sources.map((path) => [path, importsOf(folder, path)]));
}

function importsOf(folder, path) {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(folder, path), "utf8"));
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName }) => posix.join(dirname(path), fileName))
    .map((name) => sourceOf(folder, name))
    .filter((found) => found !== undefined);
}

// An import names the file that the source will be. Outside of the folder are what others build.
function sourceOf(folder, name) {
  if (name.startsWith("..")) return undefined;
  const bare = name.replace(/\.js$/, "");
  const names = [name, `${bare}.ts`, `${bare}.tsx`, `${bare}.d.ts`];
  const found = names.find((each) => /\.tsx?$/.test(each) && existsSync(join(folder, each)));
  if (found === undefined && !/\.(css|svg|json)$/.test(name)) throw new Error(`no file ${name}`);
  return found;
}

/** The imports of a room by one before it, and files in no room. A room is a folder or a file. */
export function uphill(imports, rooms) {
  const placeOf = (path) => rooms.indexOf(path.split("/")[0]);
  const homeless = [...imports.keys()].filter((path) => placeOf(path) < 0);
  const wrong = [...imports].flatMap(([path, all]) =>
    all.filter((each) => placeOf(each) > placeOf(path)).map((each) => `${path} imports ${each}`),
  );
  return [...homeless.map((path) => `${path} is in no room`), ...wrong];
}

/** A circle of files that import each other, its first file again at its end; undefined: there is none. */
export function circleIn(imports) {
  const done = new Set();
  const search = (path, way) => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const each of imports.get(path) ?? []) {
      const circle = search(each, [...way, path]);
      if (circle) return circle;
    }
    done.add(path);
  };
  for (const path of imports.keys()) {
    const circle = search(path, []);
    if (circle) return circle;
  }
}
