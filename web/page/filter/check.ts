// What is said of a filter before it is applied.

import type { FilterReport } from "packetglass";
import { checkFilter, compileCaptureFilter, type RemoteCapture } from "packetglass/worker";
import type { Filter } from "../capture/address.js";
import { failureOf } from "../capture/capture-failure.js";

const RIGHT: FilterReport = { warnings: [] };

/** Whether a filter can be applied to a capture; one without a text always can. */
export async function check(filter: Filter, capture: RemoteCapture): Promise<FilterReport> {
  const { language, text } = filter;
  if (text.trim() === "") return RIGHT;
  return language === "bpf" ? checkCaptureFilter(text, capture) : checkFilter(text);
}

/** Its program depends on the link type: there is one for each of the capture's. */
async function checkCaptureFilter(text: string, capture: RemoteCapture): Promise<FilterReport> {
  const linkTypes = new Set(capture.interfaces.map(({ linkType }) => linkType));
  try {
    for (const linkType of linkTypes) await compileCaptureFilter(text, { linkType });
    return RIGHT;
  } catch (reason) {
    // libpcap does not say which word it is about.
    return { error: { message: failureOf(reason).message, column: 0, length: 0 }, warnings: [] };
  }
}
