// The layers of a packet next to its bytes: what is selected in one is marked in the other.

import type { PacketLayers } from "packetglass";
import { useMemo, useState } from "preact/hooks";
import { RadioSwitch } from "../parts/radio-switch.js";
import { formatQuantity } from "../text/format-number.js";
import { ancestorsOf, counterpartOf, type FieldNode, nodeAtByte, nodesOf } from "./field-tree.js";
import { type ByteRange, HexView } from "./hex-view.js";
import { LayerTree } from "./layer-tree.js";
import type { TreeMemory } from "./tree-memory.js";

export interface DissectedProps {
  /** Of the packet, from 1. */
  readonly number: number;
  readonly dissection: PacketLayers;
  readonly memory: TreeMemory;
}

export function Dissected({ number, dissection, memory }: DissectedProps) {
  const { layers, sources } = dissection;
  const nodes = useMemo(() => nodesOf(layers), [layers]);
  const selected = counterpartOf(nodes, memory.selected);
  const [looked, lookAt] = useState(0);
  const source = selected && selected.field.length > 0 ? selected.field.source : looked;
  const innermost = layers.findLast(({ name }) => name !== "data") ?? layers.at(-1);
  const isOpen = ({ field }: FieldNode) => memory.chosen(field.name) ?? field === innermost;
  const select = (node: FieldNode) => {
    memory.select(node);
    lookAt(node.field.source);
  };
  const pick = (byte: number) => {
    const node = nodeAtByte(nodes, source, byte);
    if (!node) return;
    const closed = ancestorsOf(nodes, node).filter((above) => !isOpen(above));
    memory.choose(
      closed.map(({ field }) => field.name),
      true,
    );
    select(node);
  };
  const look = (name: string) => {
    memory.select(undefined);
    lookAt(Number(name));
  };
  const bytes = sources[source] ?? new Uint8Array(0);
  return (
    <div class="dissected">
      <LayerTree
        label={`Layers of packet ${number}`}
        nodes={nodes}
        selected={selected}
        onSelect={select}
        isOpen={isOpen}
        onToggle={({ field }, open) => memory.choose([field.name], open)}
      />
      <div class="dissected-bytes">
        {sources.length > 1 && (
          <RadioSwitch
            legend="Bytes"
            choices={sources.map((one, at) => ({ name: String(at), label: labelOf(one, at) }))}
            current={String(source)}
            onChange={look}
          />
        )}
        <HexView
          key={`${number} ${source}`}
          label={source === 0 ? `Bytes of packet ${number}` : "Reassembled bytes"}
          bytes={bytes}
          marked={rangeOf(selected)}
          onPick={pick}
        />
      </div>
    </div>
  );
}

function labelOf(bytes: Uint8Array, source: number): string {
  return `${source === 0 ? "Packet" : "Reassembled"}: ${formatQuantity(bytes.length, "byte")}`;
}

function rangeOf(node: FieldNode | undefined): ByteRange | undefined {
  if (!node || node.field.length === 0) return undefined;
  return { from: node.field.offset, to: node.field.offset + node.field.length };
}
