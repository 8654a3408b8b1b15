// Light and dark: what the system prefers, until the user chooses; the choice is remembered.
import { expect, test } from "@jest/globals";
import { inspector } from "./inspector.js";

const open = inspector();

const prefer = (value) => (tab) =>
  tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);

/** "dark" or "light", by the colour that the browser paints behind the page. */
async function painted(tab) {
  const colour = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const channels = colour.match(/\d+/g).slice(0, 3).map(Number);
  expect(Math.max(...channels) < 64 || Math.min(...channels) > 192).toBe(true);
  return Math.max(...channels) < 64 ? "dark" : "light";
}

const toggle = (tab, wanted) => tab.click(`[aria-label="Change to ${wanted}"]`);

test.each(["light", "dark"])("a system that prefers %s", async (theme) => {
  const tab = await open({ prepare: prefer(theme) });
  expect(await painted(tab)).toBe(theme);
});

test("the system's preference is followed when it changes", async () => {
  const tab = await open({ prepare: prefer("light") });
  await prefer("dark")(tab);
  expect(await painted(tab)).toBe("dark");
});

test("the toggle, which is remembered", async () => {
  const tab = await open({ prepare: prefer("light") });
  await toggle(tab, "dark");
  expect(await painted(tab)).toBe("dark");
  await tab.reload();
  await tab.waitForSelector('[aria-label="Change to light"]');
  expect(await painted(tab)).toBe("dark");
  await toggle(tab, "light");
  expect(await painted(tab)).toBe("light");
  await prefer("dark")(tab);
  expect(await painted(tab)).toBe("light");
});

test("a choice that cannot be remembered lasts while the page is open", async () => {
  const tab = await open({
    prepare: async (blank) => {
      await prefer("light")(blank);
      await blank.evaluateOnNewDocument(() => {
        const refuse = () => {
          throw new DOMException("Storage is blocked.", "SecurityError");
        };
        Object.defineProperty(globalThis, "localStorage", { get: refuse });
      });
    },
  });
  await toggle(tab, "dark");
  expect(await painted(tab)).toBe("dark");
});
