// Controls, overrides of direction and characters of no width, wherever a capture may have them:
// nothing of them is in the page but escaped.
import { expect, test } from "@jest/globals";
import { lines, talk } from "../../captures/flow/http.mjs";
import { answer } from "../http-objects.js";
import { enhanced, makers, options } from "../pcapng-blocks.js";
import { scratch } from "../scratch.js";
import { inspector, upload } from "./inspector.js";
import { waitForRow } from "./rows.js";

const file = scratch();
const open = inspector();
const make = makers.little;

const evil = "A\u202eB\u009b31mC\u200bD\u2066E\ufeffF\u061cG\x1b[1mH\u{e0041}I";
const escaped = String.raw`A\u202eB\u009b31mC\u200bD\u2066E\ufeffF\u061cG`;

const said = talk(
  50000,
  ["c", lines(`GET /${evil} HTTP/1.1`, `Host: ${evil}`)],
  ["s", answer("body", `Content-Type: ${evil}`)],
);
const name = Buffer.from([192, 0, 2, 1, ...Buffer.from(`${evil}\0`)]);
const names = make.block(4, [make.option(1, name), make.u32(0)]);

function hostileCapture() {
  const section = make.section({ 1: evil, 2: evil, 3: evil, 4: evil });
  const on = make.interface({ options: { 1: evil, 2: evil, 3: evil, 12: evil } });
  const sent = said.map((bytes) => enhanced(make, bytes, options(make, [1, evil])));
  return Buffer.concat([section, on, names, ...sent]);
}

// Written out once more: the table of the page may be wrong.
const forbidden = new RegExp(
  String.raw`[\p{Cs}\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e` +
    String.raw`\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]`,
  "u",
);

/** All that people read of the page: texts, and attributes that are shown or spoken. */
async function readable(tab) {
  const texts = await tab.evaluate(() => {
    const found = [document.title, document.body.textContent];
    for (const element of document.querySelectorAll("*")) {
      for (const name of ["title", "aria-label", "alt", "placeholder"]) {
        const value = element.getAttribute(name);
        if (value !== null) found.push(value);
      }
    }
    return found;
  });
  return texts.join("\n");
}

test("every view shows them escaped", async () => {
  const tab = await open();
  await upload(tab, file(`hostile\u202egnpacp.pcapng`, hostileCapture()));
  await waitForRow(tab, 1);
  const seen = {};
  const look = async (name) => {
    seen[name] = await readable(tab);
    expect([name, forbidden.exec(seen[name])]).toEqual([name, null]);
  };
  await tab.waitForSelector(".blocks summary");
  await tab.click(".blocks summary");
  await tab.waitForSelector(".blocks .fact");
  await look("capture");
  await tab.click("#packet-4");
  await tab.waitForSelector(".layer-tree .tree-line");
  await look("packet");
  const views = {
    protocols: ".hierarchy-table",
    endpoints: ".traffic-table",
    objects: ".objects-table",
    issues: ".nothing",
  };
  for (const [name, view] of Object.entries(views)) {
    await tab.click(`#tab-${name}`);
    await tab.waitForSelector(view);
    await look(name);
  }
  await tab.click("#tab-conversations");
  await tab.waitForSelector(".traffic-table");
  await tab.click(".traffic-bar input[value=tcp]");
  await (await tab.waitForSelector(".traffic-rows .follow-link")).click();
  await tab.waitForSelector(".follow-text .piece");
  await look("followed");
  expect(seen.capture).toContain(escaped);
  expect(seen.capture).toContain(String.raw`hostile\u202egnpacp.pcapng`);
  expect(seen.packet).toContain(escaped);
  expect(seen.objects).toContain(escaped);
  expect(seen.followed).toContain(`${escaped}${String.raw`\x1b[1mH\u{e0041}I`}`);
});

test("a failure names the file so", async () => {
  const tab = await open();
  await upload(tab, file(`no\u202epcap`, "no capture"));
  await tab.waitForSelector(".failure");
  const text = await readable(tab);
  expect(forbidden.exec(text)).toBeNull();
  expect(text).toContain(String.raw`no\u202epcap could not be opened`);
});
