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

/** All packets, also those without any layer, and the rows. */
export interface RawHierarchy {
  readonly packets: number;
  readonly bytes: number;
  readonly rows: readonly RawHierarchyRow[];
}

type Growing = Omit<HierarchyNode, "children"> & { readonly children: Growing[] };

/** @internal All packets, and the tree of the rows inside. */
export function hierarchyOf({ packets: all, bytes: size, rows }: RawHierarchy): HierarchyNode {
  const children: Growing[] = [];
  const inside = [children]; // by depth: the list that a row of that depth goes to
  for (const { name: protocol, title, depth, packets, bytes } of rows) {
    const node: Growing = { protocol, title, packets, bytes, children: [] };
    at(inside, depth).push(node);
    inside.length = depth + 1;
    inside.push(node.children);
  }
  const frame = { protocol: "frame", title: "Frame", packets: all, bytes: size };
  return frozenDeep({ ...frame, children });
}

function frozenDeep(node: Growing): HierarchyNode {
  node.children.forEach(frozenDeep);
  Object.freeze(node.children);
  return Object.freeze(node);
}
