// The display filter in the page, used as a person would.
import { describe, expect, test } from "@jest/globals";
import { datagrams } from "../datagrams.js";
import { scratch } from "../scratch.js";
import { pcap } from "../synthetic.js";
import { browsers } from "./browsers.js";
import { inspector, openFile, textOf, waitForText } from "./inspector.js";
import { rowsInSight, selected, waitForRow } from "./rows.js";

const written = datagrams(3000);
const file = scratch();
const path = file("known.pcap", pcap(written));

/** Numbers of the packets that match. */
const numbersWhere = (matches) => written.flatMap((each, i) => (matches(each) ? [i + 1] : []));

async function typeFilter(tab, text) {
  await tab.focus("#filter");
  await tab.$eval("#filter", (field) => field.select());
  await tab.keyboard.type(text);
}

async function apply(tab, text) {
  await typeFilter(tab, text);
  await tab.keyboard.press("Enter");
}

/** Waits until so many packets match. */
const matched = (tab, count) =>
  waitForText(tab, ".filter-count", `${count.toLocaleString("en")} of 3,000`);

/** Opens the capture and shows what goes to one address; gives the numbers of these packets. */
async function openFiltered(tab) {
  await openFile(tab, path);
  const numbers = numbersWhere(({ destination }) => destination === "198.51.100.9");
  await apply(tab, "ip.dst == 198.51.100.9");
  await matched(tab, numbers.length);
  await waitForRow(tab, numbers[0]);
  return numbers;
}

describe.each(browsers())("%s", (_, launch) => {
  const open = inspector({ launch });

  test("the list has the packets that match, and all again when it is cleared", async () => {
    const tab = await open();
    const numbers = await openFiltered(tab);
    const rows = await rowsInSight(tab);
    expect(rows.map(([number]) => Number(number))).toEqual(numbers.slice(0, rows.length));
    expect(rows.every((row) => row[3] === "198.51.100.9")).toBe(true);
    expect(new URL(tab.url()).hash).toBe("#filter=ip.dst+%3D%3D+198.51.100.9");
    await tab.focus("#filter");
    await tab.keyboard.press("Escape");
    await waitForRow(tab, 1);
    expect(await tab.$(".filter-count")).toBeNull();
    expect(new URL(tab.url()).hash).toBe("");
  });

  test("arrows go from match to match, and a selection stays when the filter goes", async () => {
    const tab = await open();
    const numbers = await openFiltered(tab);
    await tab.focus("[role=grid]");
    for (const number of numbers.slice(0, 3)) {
      await tab.keyboard.press("ArrowDown");
      await tab.waitForSelector(`#packet-${number}[aria-selected=true]`);
      expect(await selected(tab)).toBe(number);
    }
    await tab.keyboard.press("End");
    await tab.waitForSelector(`#packet-${numbers.at(-1)}[aria-selected=true]`);
    await tab.focus("#filter");
    await tab.keyboard.press("Escape");
    await waitForRow(tab, numbers.at(-1));
    expect(await selected(tab)).toBe(numbers.at(-1));
  });
});

const open = inspector();

test("a mistake is marked, and not applied", async () => {
  const tab = await open();
  await openFile(tab, path);
  await typeFilter(tab, "udp.prot == 53");
  await tab.waitForSelector(".filter-wrong");
  expect(await textOf(tab, "#filter-message")).toMatch(/^udp\.prot .*udp\.port\?$/);
  await tab.keyboard.press("Enter");
  expect(await tab.$(".filter-count")).toBeNull();
  expect(new URL(tab.url()).hash).toBe("");
});

test("patterns are matched, and what is wrong with one is said", async () => {
  const tab = await open();
  await openFile(tab, path);
  const numbers = numbersWhere(({ payload }) => {
    const data = payload.slice(42);
    return data.length > 1 && data.every((byte) => byte === 2);
  });
  expect(numbers.length).toBeGreaterThan(3);
  await apply(tab, 'udp.payload matches r"^\\x02{2,}$"');
  await matched(tab, numbers.length);
  await waitForRow(tab, numbers[0]);
  await typeFilter(tab, 'udp.payload matches "("');
  await tab.waitForSelector(".filter-wrong");
  expect(await textOf(tab, "#filter-message")).toMatch(/missing closing parenthesis/);
});

test("fields are completed by Tab", async () => {
  const tab = await open();
  await openFile(tab, path);
  await typeFilter(tab, "udp.srcp");
  await tab.waitForSelector(".filter-completion");
  expect(await textOf(tab, ".filter-completion-text")).toBe("udp.srcport");
  await tab.keyboard.press("Tab");
  await tab.waitForFunction(() => document.querySelector("#filter").value === "udp.srcport");
});

test("what was typed before is not completed, but what is typed when it can be", async () => {
  const tab = await open();
  await openFile(tab, path);
  await typeFilter(tab, "udp.src");
  await tab.waitForSelector(".filter-completion");
  // Another letter and Tab before the Worker can answer.
  const value = await tab.$eval("#filter", async (field) => {
    field.value = "udp.srcp";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    for (let i = 0; i < 10; i++) await Promise.resolve();
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab", bubbles: true }));
    for (let i = 0; i < 10; i++) await Promise.resolve();
    return field.value;
  });
  expect(value).toBe("udp.srcp");
  const hasValue = (wanted) => document.querySelector("#filter").value === wanted;
  await tab.waitForFunction(hasValue, {}, "udp.srcport");
});

test("a cell is applied by its menu: as filter, and, or, not", async () => {
  const tab = await open();
  await openFile(tab, path);
  await waitForRow(tab, 1);
  const choose = async (cell, label) => {
    await (await tab.$(cell)).click({ button: "right" });
    await tab.waitForSelector(".filter-menu");
    const [item] = await tab.$$(`.filter-menu ::-p-text(${label})`);
    await item.click();
  };
  await choose("#packet-2 .cell-source", "Apply as filter");
  const fromSource = numbersWhere(({ source }) => source === written[1].source);
  await matched(tab, fromSource.length);
  await waitForRow(tab, 2);
  await choose("#packet-2 .cell-length", "… and not this");
  const others = numbersWhere(
    ({ source, originalLength }) =>
      source === written[1].source && originalLength !== written[1].originalLength,
  );
  await matched(tab, others.length);
  expect(await tab.$eval("#filter", ({ value }) => value)).toBe(
    `ip.src == ${written[1].source} and not frame.len == ${written[1].originalLength}`,
  );
});

test("keys lead to a cell, and its menu", async () => {
  const tab = await open();
  await openFile(tab, path);
  await waitForRow(tab, 1);
  await tab.focus("[role=grid]");
  await tab.keyboard.press("ArrowDown");
  const current = () =>
    tab.$eval("[role=grid]", (grid) => grid.getAttribute("aria-activedescendant"));
  for (const at of ["packet-1-number", "packet-1-time", "packet-1-source"]) {
    await tab.keyboard.press("ArrowRight");
    await tab.waitForSelector(`#${at}.cell-current`);
    expect(await current()).toBe(at);
  }
  await tab.keyboard.press("ContextMenu");
  expect(await textOf(tab, ".filter-menu-text")).toBe(`ip.src == ${written[0].source}`);
  await tab.keyboard.press("Enter");
  await matched(tab, numbersWhere(({ source }) => source === written[0].source).length);
  await tab.focus("[role=grid]");
  for (let i = 0; i < 3; i++) await tab.keyboard.press("ArrowLeft");
  await tab.waitForFunction(() => !document.querySelector(".cell-current"));
  expect(await current()).toBe("packet-1");
  // Where there is less room, destinations are left out.
  await tab.setViewport({ width: 390, height: 800 });
  await tab.waitForFunction(() => document.querySelector(".cell-destination").clientWidth === 0);
  for (const cell of ["number", "time", "source", "protocol"]) {
    await tab.keyboard.press("ArrowRight");
    await tab.waitForSelector(`#packet-1-${cell}.cell-current`);
  }
  await tab.keyboard.press("ArrowLeft");
  await tab.waitForSelector("#packet-1-source.cell-current");
});

test("the filter is in the link, and in the browser's history", async () => {
  const tab = await open({ query: "#filter=udp.srcport+%3D%3D+20007" });
  await openFile(tab, path);
  await matched(tab, 3);
  await apply(tab, "udp.srcport == 20008 or udp.srcport == 20009");
  await matched(tab, 6);
  await tab.goBack();
  await matched(tab, 3);
});

describe("capture filters", () => {
  const choose = (tab, language) => tab.click(`.filter-bar input[value=${language}]`);

  test("are applied, remembered apart, and in the link", async () => {
    const tab = await open();
    await openFile(tab, path);
    await apply(tab, "udp.srcport == 20007");
    await matched(tab, 3);
    await choose(tab, "bpf");
    expect(await tab.$eval("#filter", ({ value, ariaLabel }) => [value, ariaLabel])).toEqual([
      "",
      "Capture filter",
    ]);
    const remembered = () =>
      tab.$$eval("#filter-history option", (all) => all.map(({ value }) => value));
    expect(await remembered()).toEqual([]);
    await apply(tab, "src port 20008 or src port 20009");
    await matched(tab, 6);
    const numbers = numbersWhere(({ info }) => /^2000[89] /.test(info));
    await waitForRow(tab, numbers[0]);
    const rows = await rowsInSight(tab);
    expect(rows.map(([number]) => Number(number))).toEqual(numbers);
    expect(new URL(tab.url()).hash).toBe("#bpf=src+port+20008+or+src+port+20009");
    await tab.click(".filter-bar button[type=button]");
    await waitForRow(tab, 1);
    expect(await remembered()).toEqual(["src port 20008 or src port 20009"]);
    await tab.goBack();
    await matched(tab, 6);
    await tab.goBack();
    await matched(tab, 3);
    expect(await tab.$eval("#filter", ({ ariaLabel }) => ariaLabel)).toBe("Display filter");
  });

  test("are checked while they are typed, and not completed", async () => {
    const tab = await open({ query: "#bpf=udp+port+20007" });
    await openFile(tab, path);
    await matched(tab, 3);
    await typeFilter(tab, "udp port");
    await tab.waitForSelector(".filter-wrong");
    expect(await textOf(tab, "#filter-message")).toMatch(/syntax error/);
    await tab.keyboard.press("Enter");
    await typeFilter(tab, "host example.com");
    await tab.waitForFunction(() =>
      /example\.com/.test(document.querySelector("#filter-message").textContent),
    );
    await typeFilter(tab, "udp");
    await tab.waitForSelector(".filter-right");
    expect(await tab.$(".filter-completion")).toBeNull();
    expect(new URL(tab.url()).hash).toBe("#bpf=udp+port+20007");
    await tab.keyboard.press("Escape");
    expect(await tab.$eval("#filter", ({ value }) => value)).toBe("udp port 20007");
  });

  test("make way for a filter that is made of a cell", async () => {
    const tab = await open({ query: "#bpf=udp+port+20007" });
    await openFile(tab, path);
    await matched(tab, 3);
    await waitForRow(tab, 8);
    await (await tab.$("#packet-8 .cell-source")).click({ button: "right" });
    await tab.waitForSelector(".filter-menu");
    expect(await tab.$$eval(".filter-menu > button", (all) => all.length)).toBe(2);
    await tab.keyboard.press("Enter");
    await matched(tab, numbersWhere(({ source }) => source === written[7].source).length);
    expect(await tab.$eval("#filter", ({ value, ariaLabel }) => [value, ariaLabel])).toEqual([
      `ip.src == ${written[7].source}`,
      "Display filter",
    ]);
  });
});
