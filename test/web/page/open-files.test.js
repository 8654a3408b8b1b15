// Which files are open, and which of them is shown.
import { expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const { currentOf, NO_FILES, withChange, withFile, withoutFile, withShown } =
  await bundled("capture/open-files.ts");

const file = (id, kind = "open") => ({ id, view: { kind } });
const three = [1, 2, 3].map((id) => file(id)).reduce(withFile, NO_FILES);
const idsOf = ({ files }) => files.map(({ id }) => id);

test("none is shown where none is open", () => {
  expect(currentOf(NO_FILES)).toBeUndefined();
  expect(currentOf(withoutFile(withFile(NO_FILES, file(1)), 1))).toBeUndefined();
});

test("the one that was opened last is shown", () => {
  expect(idsOf(three)).toEqual([1, 2, 3]);
  expect(currentOf(three).id).toBe(3);
});

test("when one is closed, the one shown before it is shown", () => {
  const all = withShown(withShown(three, 1), 3);
  expect(currentOf(withoutFile(all, 3)).id).toBe(1);
  expect(currentOf(withoutFile(withoutFile(all, 3), 1)).id).toBe(2);
  expect(currentOf(withoutFile(all, 1)).id).toBe(3);
});

test("what could not be opened makes way for the next one", () => {
  const all = withFile(three, file(4, "failed"));
  expect(currentOf(all).id).toBe(4);
  expect(idsOf(withFile(all, file(5)))).toEqual([1, 2, 3, 5]);
});

test("one that is not open cannot be shown, nor changed", () => {
  expect(withShown(three, 9)).toEqual(three);
  expect(withChange(three, 9, { filter: "x" })).toEqual(three);
});

test("one is changed, the others stay", () => {
  const { files } = withChange(three, 2, { filter: "x" });
  expect(files.map(({ filter }) => filter)).toEqual([undefined, "x", undefined]);
});
