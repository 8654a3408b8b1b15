// Which protocols are inside which, and how much there is of each.
import { at } from "../base/at.js";

/** A protocol inside those that are around it. */
export interface HierarchyNode {
  /** Its name, such as `"tcp"`; `"frame"` stands for all packets. */
  readonly protocol: string;
  /** The same for people. */
  readonly title: string;
  /** Packets that have it there. */
  readonly packets: number;
  /** Bytes of these packets: their original lengths. */
  readonly bytes: number;
  /** What is inside it, with the most bytes first. */
  readonly children: readonly HierarchyNode[];
}

/** A row as the core describes it, behind the one that it is inside of. */
export interface RawHierarchyRow {
  readonly name: string;
  readonly title: string;
  readonly depth: number;
  readonly packets: number;
  readonly bytes: number;
}

type Growing = Omit<HierarchyNode, "children"> & { readonly children: Growing[] };

/** @internal All packets, and the tree of these rows inside. */
export function hierarchyOf(rows: readonly RawHierarchyRow[]): HierarchyNode {
  const children: Growing[] = [];
  const inside = [children]; // by depth: the list that a row of that depth goes to
  for (const { name: protocol, title, depth, packets, bytes } of rows) {
    const node: Growing = { protocol, title, packets, bytes, children: [] };
    at(inside, depth).push(node);
    inside.length = depth + 1;
    inside.push(node.children);
  }
  const sum = (key: "packets" | "bytes") => children.reduce((all, each) => all + each[key], 0);
  const [packets, bytes] = [sum("packets"), sum("bytes")];
  return frozenDeep({ protocol: "frame", title: "Frame", packets, bytes, children });
}

function frozenDeep(node: Growing): HierarchyNode {
  node.children.forEach(frozenDeep);
  Object.freeze(node.children);
  return Object.freeze(node);
}
