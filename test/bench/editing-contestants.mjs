// Contestants in editing a capture: ours and the tools people use. Of all the whole run is measured.
import { join } from "node:path";
import { findProgram } from "../../.ci/command.mjs";
import { benchFolder } from "./captures.mjs";
import { benchProgram } from "./native-contestants.mjs";
import { outFolder, wholeRun } from "./writing-contestants.mjs";

const packetglass = join(benchFolder, "native/packetglass");
const key = `key=${"07".repeat(32)}`;

/** Contestants over one capture of a format of editcap's, `"pcap"` or `"pcapng"`. */
export function editingContestants(path, format) {
  const out = join(outFolder, "packetglass-edited.part");
  const one = (...words) => wholeRun(out, words);
  const edit = (...steps) => one(packetglass, "edit", "-q", path, out, ...steps);
  const editcap = (...words) => one(findProgram("editcap"), "-F", format, ...words, path, out);
  const tcprewrite = format === "pcap" ? findProgram("tcprewrite") : undefined;
  const to = ["--to", format === "pcap" ? "usec" : "pcapng"];
  return [
    ["copy", one(benchProgram("copy_alone"), path, out)],
    ["shift", edit("--shift", "1h")],
    ["editcap -t", editcap("-t", "3600")],
    ["cut", edit("--cut", "96")],
    ["editcap -s", editcap("-s", "96")],
    ["filter", one(packetglass, "convert", path, out, ...to, "-Y", "udp.port < 32768")],
    ["rewrite", edit("--rewrite-ip", "10.0.0.0/8=172.0.0.0/8")],
    ["tcprewrite", one(tcprewrite, "--pnat=10.0.0.0/8:172.0.0.0/8", "-i", path, "-o", out)],
    ["dedup", edit("--dedup", "5")],
    ["editcap -d", editcap("-d")],
    ["anonymise", edit("--anonymise", key)],
    ["merge", one(packetglass, "merge", path, path, "-w", out, ...to)],
    ["mergecap", one(findProgram("mergecap"), "-F", format, "-w", out, path, path)],
    ["reorder", one(packetglass, "reorder", path, out)],
    ["reordercap", one(findProgram("reordercap"), path, out)],
  ];
}
