// The rooms of the TypeScript sources: a room uses only those before it, and files none in a circle.
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { circleIn, importsBelow, uphill } from "./imports.js";
import { scratch } from "./scratch.js";

const web = join(import.meta.dirname, "../../web");

// In their order: what is later may use what is earlier. The README of each says what is in them.
const houses = {
  lib: [
    ...[
      "base",
      "record",
      "core",
      "filter",
      "source",
      "capture",
      "event",
      "write",
      "platform",
      "functions",
    ],
    ...["index.ts", "pcap", "worker", "inline", "entry.ts"],
  ],
  page: [
    ...["text", "capture", "parts", "filter", "list", "find", "packet", "graph", "views", "save"],
    ...["shell", "main.tsx", "vite.config.ts"],
  ],
};

describe.each(Object.entries(houses))("web/%s", (folder, rooms) => {
  const imports = importsBelow(join(web, folder));

  test("every file is in a room, and every room has one", () => {
    const used = new Set([...imports.keys()].map((path) => path.split("/")[0]));
    expect([...used].sort()).toEqual([...rooms].sort());
  });

  test("no import runs uphill, be it of a type", () => {
    expect(uphill(imports, rooms)).toEqual([]);
  });

  test("no files import each other in a circle, be it of types", () => {
    expect(circleIn(imports)).toBeUndefined();
  });
});

describe("the check itself", () => {
  const file = scratch();
  const at = (text, others = {}) => {
    const folder = join(file("low.ts", text), "..");
    for (const [name, more] of Object.entries(others)) file(name, more);
    return importsBelow(folder);
  };
  const other = { "high.ts": "export interface High {}\n" };

  test.each([
    ["an import", 'import { High } from "./high.js";'],
    ["an import of a type", 'import type { High } from "./high.js";'],
    ["an import that is written within a type", 'export type Low = import("./high.js").High;'],
    ["an import that is done later", 'export const high = () => import("./high.js");'],
    ["an export", 'export type { High } from "./high.js";'],
    ["an import for what it does", 'import "./high.js";'],
  ])("finds %s that runs uphill", (_, text) => {
    const imports = at(text, other);
    expect(uphill(imports, ["low.ts", "high.ts"])).toEqual(["low.ts imports high.ts"]);
    expect(uphill(imports, ["high.ts", "low.ts"])).toEqual([]);
  });

  test("finds a file that is in no room", () => {
    expect(uphill(at("", other), ["low.ts"])).toEqual(["high.ts is in no room"]);
  });

  test("finds a circle of types within a room", () => {
    const imports = at('import type { High } from "./high.js";', {
      "high.ts": 'import type { Middle } from "./middle.js";',
      "middle.ts": 'import type { Low } from "./low.js";',
    });
    expect(circleIn(imports)).toEqual(["high.ts", "middle.ts", "low.ts", "high.ts"]);
  });

  test("finds an import of what is not there", () => {
    expect(() => at('import "./nowhere.js";')).toThrow("no file nowhere.js");
  });
});
