// Decode as: what ports and types lead to, as the caller chose it; tshark's -d is the oracle.
import { execFileSync, spawnSync } from "node:child_process";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import {
  back,
  bytes,
  ethernet,
  ipv4,
  pcap,
  tcp,
  there,
  u16,
  u32,
  udp,
} from "../captures/dissect/packets.mjs";
import { hasNative, native } from "./native.js";
import { scratch } from "./scratch.js";

const file = scratch();
afterAll(() => worker.terminate());

const query = bytes(u16(7), u16(0x0100), u16(1), u16(0), u16(0), u16(0), 1, "a", 0, u16(1), u16(1));
const time = bytes(0x23, 2, 6, 0xe9, new Uint8Array(44).fill(1));
const framed = bytes(u16(query.length), query);
const plain = (...payload) => ipv4(17, udp(40_000, 53, bytes(...payload)));
const vxlan = bytes(u32(0x08000000), u32(42 << 8), there(17, udp(40_001, 53, query)));
const packets = [
  there(6, tcp(40_002, 8888, framed)),
  back(6, tcp(8890, 40_003, framed)),
  there(17, udp(40_004, 5555, time)),
  there(17, udp(40_005, 9999, vxlan)),
  ethernet(0x88b5, plain(query)),
  there(253, udp(40_006, 53, query)),
  there(17, udp(40_007, 123, query)),
  there(17, udp(40_008, 53, query)),
];
const path = file("ports.pcap", pcap(1, packets));
const users = file("users.pcap", pcap(147, [plain(query)]));

// Choices, a filter, the packets that tshark 4.0.17 shows, and those that we show where these are
// others: DNS over TCP is recognised on every port.
const cases = [
  [path, [], "dns", [8], [1, 2, 8]],
  [path, ["tcp.port==8888,dns"], "dns", [1, 8], [1, 2, 8]],
  [path, ["tcp.port==8888-8890,dns"], "dns", [1, 2, 8]],
  [path, ["tcp.port==8888:2,dns"], "dns", [1, 8], [1, 2, 8]],
  [path, ["tcp.port==8888,rtsp"], "dns", [8], [2, 8]],
  [path, ["udp.port==5555,ntp"], "ntp", [3, 7]],
  [path, ["udp.port==9999,vxlan"], "vxlan and dns", [4]],
  [path, ["udp.port==9999,vxlan"], "udp.dstport == 53", [4, 8]],
  [path, ["ethertype==0x88b5,ip"], "dns", [5, 8], [1, 2, 5, 8]],
  [path, ["ip.proto==253,udp"], "dns", [6, 8], [1, 2, 6, 8]],
  [path, ["udp.port==123,dns"], "dns", [7, 8], [1, 2, 7, 8]],
  [path, ["udp.port==123,dns"], "ntp", []],
  [path, ["udp.port==53,ntp"], "ntp", [7, 8]],
  [path, ["udp.port==53,ntp", "udp.port==53,dns"], "dns", [8], [1, 2, 8]],
  [path, ["tcp.port==8888,dns", "tcp.port==8890,dns", "udp.port==123,dns"], "dns", [1, 2, 7, 8]],
  [users, ["user_dlt==147,ip"], "dns", [1]],
];

const dataLink = 'uat:user_dlts:"User 0 (DLT=147)","ip","0","","0",""';

function tsharkNumbers(source, choices, filter) {
  const options = choices.flatMap((each) =>
    each.startsWith("user_dlt") ? ["-o", dataLink] : ["-d", each],
  );
  const args = ["-n", "-r", source, ...options, "-Y", filter, "-T", "fields", "-e", "frame.number"];
  const printed = execFileSync("tshark", args, { stdio: ["ignore", "pipe", "ignore"] }).toString();
  return numbersIn(printed);
}

function nativeNumbers(source, choices, filter) {
  const options = choices.flatMap((each) =>
    each.startsWith("user_dlt") ? ["--user-dlt", "147=ip"] : ["-d", each],
  );
  const printed = native("print", source, ...options, "--fields", "frame.number", "-Y", filter);
  return numbersIn(printed.toString());
}

const numbersIn = (printed) => printed.split("\n").filter(Boolean).map(Number);
const hasTshark = spawnSync("tshark", ["-v"]).status === 0;

describe.each([
  ["this thread, with a summary", openCapture, true],
  ["this thread, without", openCapture, false],
  ["a Worker", worker.openCapture, true],
])("in %s", (_, open, summary) => {
  test.each(cases)("%s %j: %s", async (source, decodeAs, filter, theirs, expected = theirs) => {
    const capture = await open(source, { summary, decodeAs });
    const found = await (await capture.filter(filter)).packets();
    expect([...found].map((i) => i + 1)).toEqual(expected);
    await capture.close();
  });

  test("rows and layers say the same", async () => {
    const decodeAs = ["udp.port==5555,ntp", "udp.port==9999,vxlan"];
    const capture = await open(path, { summary, decodeAs });
    const rows = await capture.rows(2, 4);
    expect(rows.map(({ protocol }) => protocol)).toEqual(["NTP", "DNS"]);
    const names = (await capture.layers(3)).layers.map(({ name }) => name);
    expect(names).toEqual(["eth", "ip", "udp", "vxlan", "eth", "ip", "udp", "dns"]);
    await capture.close();
  });

  test("columns and filters with patterns say the same", async () => {
    const capture = await open(path, { summary, decodeAs: ["tcp.port==8888,dns"] });
    const found = [];
    const columns = ["frame.number", "dns.qry.name"];
    const filter = 'dns.qry.name matches "^a$"';
    for await (const { length, columns: batch } of capture.table({ columns, filter })) {
      for (let i = 0; i < length; i += 1) found.push(batch.map((column) => column.get(i)));
    }
    expect(found.map(([number, name]) => [Number(number), name])).toEqual([
      [1, "a"],
      [2, "a"],
      [8, "a"],
    ]);
    await capture.close();
  });

  test("others are dissected as usual meanwhile", async () => {
    const chosen = await open(path, { summary, decodeAs: ["udp.port==5555,ntp"] });
    const usual = await open(path, { summary });
    const protocols = async (capture) => (await capture.rows(2, 3)).map((row) => row.protocol);
    expect(await protocols(chosen)).toEqual(["NTP"]);
    expect(await protocols(usual)).toEqual(["UDP"]);
    await chosen.close();
    await usual.close();
  });

  test.each([
    ["tcp.prot==8888,http", /no table "tcp\.prot".*did you mean tcp\.port\?/],
    ["tcp.port==8888,htpp", /tcp\.port leads to no protocol "htpp".*did you mean http\?/],
    ["tcp.port==8888,vxlan", /tcp\.port leads to no protocol "vxlan"/],
    ["tcp.port==65536,http", /"65536" is no number from 0 to 65535/],
    ["tcp.port==9-8,http", /"9-8" is no number/],
    ["user_dlt==146,ip", /from 147 to 162/],
    ["tcp.port=8888,http", /is not TABLE==NUMBER,PROTOCOL/],
  ])("%s is refused", async (choice, message) => {
    const opening = open(path, { summary, decodeAs: [choice] });
    await expect(opening).rejects.toThrow(message);
    await expect(open(path, { summary, decodeAs: [choice] })).rejects.toThrow(RangeError);
  });

  test("what is no array of strings is refused", async () => {
    for (const decodeAs of ["tcp.port==1,dns", [7], {}]) {
      await expect(open(path, { summary, decodeAs })).rejects.toThrow(TypeError);
    }
  });
});

test("conversations are those of the tunnel that was chosen", async () => {
  const capture = await openCapture(path, { summary: true, decodeAs: ["udp.port==9999,vxlan"] });
  const ports = capture.conversations("udp").map(({ portB }) => portB);
  expect(ports).toContain(53);
  expect(ports).not.toContain(9999);
  capture.close();
});

test("at most 256 are taken", async () => {
  const choices = (count) => Array.from({ length: count }, (_, i) => `tcp.port==${i},dns`);
  (await openCapture(path, { decodeAs: choices(256) })).close();
  await expect(openCapture(path, { decodeAs: choices(257) })).rejects.toThrow("more than 256");
});

(hasTshark ? test : test.skip).each(cases)("tshark: %s %j: %s", (source, choices, filter, all) => {
  expect(tsharkNumbers(source, choices, filter)).toEqual(all);
});

(hasNative ? test : test.skip).each(cases)(
  "native: %s %j: %s",
  (source, choices, filter, theirs, all = theirs) => {
    expect(nativeNumbers(source, choices, filter)).toEqual(all);
  },
);
