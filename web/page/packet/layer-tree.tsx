// The layers of a packet and their fields: an ARIA tree, of which only the lines in sight exist.
// biome-ignore-all lint/a11y/useFocusableInteractive: the tree has the focus and names the line.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the tree answers the keys for all its lines.
import { useEffect, useLayoutEffect } from "preact/hooks";
import { loadFieldTypes, typeOf } from "../filter/field-types.js";
import { isMenuKey, useFilterMenu } from "../filter/filter-menu.js";
import { filterOfField } from "../filter/filter-text.js";
import { useVirtualScroll } from "../parts/use-virtual-scroll.js";
import { VirtualRows } from "../parts/virtual-rows.js";
import { ancestorsOf, type FieldNode, nodesInSight } from "./field-tree.js";

/** In CSS pixels; tree.css draws the lines as high. */
const lineHeight = 22;

export interface LayerTreeProps {
  readonly label: string;
  readonly nodes: readonly FieldNode[];
  readonly selected: FieldNode | undefined;
  readonly onSelect: (node: FieldNode) => void;
  readonly isOpen: (node: FieldNode) => boolean;
  readonly onToggle: (node: FieldNode, isOpen: boolean) => void;
}

export function LayerTree(props: LayerTreeProps) {
  const { label, nodes, selected, onSelect, isOpen, onToggle } = props;
  const offer = useFilterMenu();
  useEffect(loadFieldTypes, []);
  const onMenu = ({ field }: FieldNode, event: MouseEvent | KeyboardEvent) =>
    offer(filterOfField(field, typeOf(field.name)), event);
  const inSight = nodesInSight(nodes, isOpen);
  const scroll = useVirtualScroll(inSight.length, lineHeight);
  const line = selected ? inSight.indexOf(selected) : -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection is shown once.
  useLayoutEffect(() => {
    if (line >= 0) scroll.show(line);
  }, [selected]);
  const renderLine = (index: number, slot: number) => {
    const node = inSight[index] as FieldNode;
    return (
      <TreeLine
        key={slot}
        node={node}
        isOpen={isOpen(node)}
        isSelected={node === selected}
        onSelect={() => onSelect(node)}
        onToggle={() => onToggle(node, !isOpen(node))}
        onMenu={(event) => {
          onSelect(node);
          onMenu(node, event);
        }}
      />
    );
  };
  return (
    <div
      class="layer-tree"
      role="tree"
      aria-label={label}
      aria-activedescendant={selected && lineId(selected)}
      tabIndex={0}
      onKeyDown={(event) => {
        if (isMenuKey(event) && selected) onMenu(selected, event);
        else onKey(event, props, inSight, line, scroll.rowsPerPage);
      }}
    >
      <VirtualRows scroll={scroll} class="tree-lines" role="group" renderRow={renderLine} />
    </div>
  );
}

interface TreeLineProps {
  readonly node: FieldNode;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onToggle: () => void;
  readonly onMenu: (event: MouseEvent) => void;
}

function TreeLine({ node, isOpen, isSelected, onSelect, onToggle, onMenu }: TreeLineProps) {
  const { field, depth, isNoted } = node;
  const canOpen = field.fields.length > 0;
  const kind = `${depth === 0 ? "tree-layer" : ""} ${isNoted ? "tree-noted" : ""}`;
  return (
    <div
      class={`tree-line ${kind}`}
      role="treeitem"
      id={lineId(node)}
      aria-level={depth + 1}
      aria-expanded={canOpen ? isOpen : undefined}
      aria-selected={isSelected}
      title={field.name}
      style={{ "--depth": depth }}
      onClick={onSelect}
      onContextMenu={onMenu}
      onDblClick={canOpen ? onToggle : undefined}
    >
      <span
        class="tree-mark"
        aria-hidden="true"
        onClick={(event) => {
          if (!canOpen) return;
          event.stopPropagation();
          onToggle();
        }}
      >
        {canOpen ? (isOpen ? "▾" : "▸") : ""}
      </span>
      <span class="tree-text">{field.text}</span>
    </div>
  );
}

/** Up and Down move by lines; Right opens or goes in, Left closes or goes out. */
function onKey(
  event: KeyboardEvent,
  { nodes, selected, onSelect, isOpen, onToggle }: LayerTreeProps,
  inSight: readonly FieldNode[],
  line: number,
  page: number,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const go = (index: number) => {
    const node = inSight[Math.min(Math.max(index, 0), inSight.length - 1)];
    if (node) onSelect(node);
  };
  const out = () => {
    const [parent] = selected ? ancestorsOf(nodes, selected) : [];
    if (parent) onSelect(parent);
  };
  const canOpen = selected !== undefined && selected.field.fields.length > 0;
  const open = canOpen && isOpen(selected);
  const acts: Record<string, () => void> = {
    ArrowDown: () => go(line + 1),
    ArrowUp: () => go(line - 1),
    PageDown: () => go(line + page),
    PageUp: () => go(line - page),
    Home: () => go(0),
    End: () => go(inSight.length - 1),
    ArrowRight: () => (open ? go(line + 1) : canOpen && onToggle(selected, true)),
    ArrowLeft: () => (open ? onToggle(selected, false) : out()),
    Enter: () => canOpen && onToggle(selected, !open),
    " ": () => canOpen && onToggle(selected, !open),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function lineId({ index }: FieldNode): string {
  return `field-${index}`;
}
