// The filter in the address of the page.
import { expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const { addressWith, filterIn, isSameFilter } = await bundled("capture/address.ts");

const place = { pathname: "/page/", search: "?open=/x" };

test.each([
  ["display", "tcp.port == 80 && http", "#filter=tcp.port+%3D%3D+80+%26%26+http"],
  ["bpf", "tcp port 80", "#bpf=tcp+port+80"],
  ["display", "", ""],
  ["bpf", "", ""],
])("a %s filter: %s", (language, text, hash) => {
  expect(addressWith({ language, text }, place)).toBe(`/page/?open=/x${hash}`);
  if (text) expect(filterIn(hash)).toEqual({ language, text });
});

test.each([
  ["", "display", ""],
  ["#other=1", "display", ""],
  ["#filter=&bpf=ip", "bpf", "ip"],
  ["#filter=ip&bpf=arp", "display", "ip"],
])("%s has a %s filter: %s", (hash, language, text) => {
  expect(filterIn(hash)).toEqual({ language, text });
});

test("filters without a text are the same in both languages, others are not", () => {
  const filter = (language, text) => ({ language, text });
  expect(isSameFilter(filter("bpf", ""), filter("display", ""))).toBe(true);
  expect(isSameFilter(filter("bpf", "ip"), filter("display", "ip"))).toBe(false);
  expect(isSameFilter(filter("bpf", "ip"), filter("bpf", "ip"))).toBe(true);
});
