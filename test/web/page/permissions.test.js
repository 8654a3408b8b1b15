// What the page may use of the machine, as the browser understood its server.
import { expect, test } from "@jest/globals";
import { permissionsPolicy } from "../../../web/server/serve.mjs";
import { inspector } from "./inspector.js";

const open = inspector();

// What the browser does not know it warns of, which `open` would notice.
test("of what is named the browser allows the page the clipboard alone", async () => {
  const tab = await open();
  const allowed = await tab.evaluate(() => document.featurePolicy.allowedFeatures());
  const named = permissionsPolicy.split(", ").map((feature) => feature.split("=")[0]);
  expect(named.filter((feature) => allowed.includes(feature))).toEqual(["clipboard-write"]);
});
