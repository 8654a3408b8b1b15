// What the packet list shows, and what it must show for a synthetic capture.

/** The texts of the cells of each row in sight. */
export function rowsInSight(tab) {
  return tab.$$eval(".packet-rows .packet-row", (rows) =>
    rows.map((row) => Array.from(row.children, (cell) => cell.textContent)),
  );
}

/** Waits until the row of this packet number is in sight and filled. */
export async function waitForRow(tab, number) {
  const isFilled = (id) => Boolean(document.getElementById(id)?.children[5]?.textContent);
  await tab.waitForFunction(isFilled, {}, `packet-${number}`);
}

/** The number of the first packet in sight. */
export async function firstRowInSight(tab) {
  const [first] = await rowsInSight(tab);
  return Number(first[0]);
}

/** The number of the selected packet, which is the one that the grid names; undefined for none. */
export function selected(tab) {
  return tab.$eval("[role=grid]", (grid) => {
    const id = grid.getAttribute("aria-activedescendant");
    const rows = Array.from(grid.querySelectorAll("[aria-selected=true]"), (row) => row.id);
    if (id === null && rows.length === 0) return undefined;
    if (rows.join() !== id) throw new Error(`${rows.join()} selected, but ${id} named`);
    return Number(id.replace("packet-", ""));
  });
}

/** The cells that packet `i` (from 0) of these must have in a list of all: see datagrams.js. */
export function rowText(packets, i, timeStyle = "utc") {
  const { source, destination, protocol, originalLength, info } = packets[i];
  const time = timeStyle === "utc" ? timeOfDay(packets, i) : sinceFirst(packets[0], packets[i]);
  return [String(i + 1), time, source, destination, protocol, String(originalLength), info];
}

/** In microseconds, with the date where it is another than that of the packet before. */
function timeOfDay(packets, i) {
  const [date, time] = utc(packets[i]).slice(0, -3).split(" ");
  const isSame = i > 0 && utc(packets[i - 1]).startsWith(date);
  return isSame ? time : `${date} ${time}`;
}

/** Date and time by JavaScript's own clock, whose millisecond the microseconds replace. */
export function utc({ seconds, fraction }) {
  const date = new Date(seconds * 1000).toISOString().replace("T", " ");
  return date.replace(/\.000Z$/, `.${String(fraction).padStart(6, "0")}000`);
}

function sinceFirst(first, { seconds, fraction }) {
  const elapsed = (seconds - first.seconds) * 1_000_000 + (fraction - first.fraction);
  const digits = String(Math.abs(elapsed)).padStart(7, "0");
  return `${elapsed < 0 ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** Puts the scroll bar of the packet list to a position, in CSS pixels. */
export function scrollTo(tab, position) {
  return tab.$eval(
    ".packet-rows",
    (list, scrollTop) => {
      list.scrollTop = scrollTop;
    },
    position,
  );
}
