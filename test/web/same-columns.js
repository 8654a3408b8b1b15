// Comparing columns: expect() looks at typed arrays one element at a time and takes a second for
// what a comparison of bytes does in a millisecond.
import { expect } from "@jest/globals";

const names = ["timestamp", "offset", "capturedLength", "originalLength", "interface"];

/** Expects two ranges of columns to be equal; shows the first packet that differs. */
export function expectSameColumns(found, expected) {
  expect([found.from, found.to]).toEqual([expected.from, expected.to]);
  for (const name of names) {
    expect(shape(name, found)).toEqual(shape(name, expected));
    if (sameBytes(found[name], expected[name])) continue;
    const i = found[name].findIndex((value, at) => value !== expected[name][at]);
    expect({ name, i, value: found[name][i] }).toEqual({ name, i, value: expected[name][i] });
  }
}

function shape(name, { [name]: column }) {
  return { name, type: column.constructor.name, length: column.length };
}

function sameBytes(one, other) {
  const bytes = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength);
  return Buffer.compare(bytes(one), bytes(other)) === 0;
}
