// The layers of a packet as a list of nodes, of which some are in sight: no DOM.
import type { Field } from "packetglass";

export interface FieldNode {
  readonly field: Field;
  /** Its index in the list of all nodes. */
  readonly index: number;
  /** 0 for a layer. */
  readonly depth: number;
  /** Index of what it is in; undefined for a layer. */
  readonly parent: number | undefined;
  /** It is expert info that is more than a chat, or has some inside. */
  readonly isNoted: boolean;
}

/** All nodes, each before what is inside it. */
export function nodesOf(layers: readonly Field[]): FieldNode[] {
  const nodes: FieldNode[] = [];
  const add = (fields: readonly Field[], depth: number, parent?: number) => {
    for (const field of fields) {
      if (field.hidden) continue;
      const index = nodes.length;
      nodes.push({ field, index, depth, parent, isNoted: isNoted(field) });
      add(field.fields, depth + 1, index);
    }
  };
  add(layers, 0);
  return nodes;
}

// What is less severe is no news: that a conversation begins.
const NOTE = 0x400000;

function isNoted(field: Field): boolean {
  const isSevere = field.name === "_ws.expert.severity" && Number(field.value) >= NOTE;
  return isSevere || field.fields.some(isNoted);
}

/** The nodes whose ancestors are all open. */
export function nodesInSight(
  nodes: readonly FieldNode[],
  isOpen: (node: FieldNode) => boolean,
): FieldNode[] {
  const seen = new Set<number>();
  const inSight = nodes.filter(({ index, parent }) => {
    const isSeen = parent === undefined || (seen.has(parent) && isOpen(at(nodes, parent)));
    if (isSeen) seen.add(index);
    return isSeen;
  });
  return inSight;
}

/** What a node is in, from the nearest to its layer. */
export function ancestorsOf(nodes: readonly FieldNode[], node: FieldNode): FieldNode[] {
  const found: FieldNode[] = [];
  for (let up = node.parent; up !== undefined; up = at(nodes, up).parent) found.push(at(nodes, up));
  return found;
}

/** The smallest node whose bytes include this one; of equals the innermost that is no single bit. */
export function nodeAtByte(
  nodes: readonly FieldNode[],
  source: number,
  byte: number,
): FieldNode | undefined {
  let best: FieldNode | undefined;
  for (const node of nodes) {
    const { offset, length, mask } = node.field;
    if (node.field.source !== source || byte < offset || byte >= offset + length) continue;
    const isPart = mask !== undefined && length === best?.field.length;
    if (!best || (length <= best.field.length && !isPart)) best = node;
  }
  return best;
}

/** The node that stands for `wanted` among those of another packet: of the same name, best of the same index. */
export function counterpartOf(
  nodes: readonly FieldNode[],
  wanted: FieldNode | undefined,
): FieldNode | undefined {
  if (!wanted) return undefined;
  const same = nodes[wanted.index];
  if (same?.field.name === wanted.field.name) return same;
  return nodes.find(({ field }) => field.name === wanted.field.name);
}

function at(nodes: readonly FieldNode[], index: number): FieldNode {
  return nodes[index] as FieldNode;
}
