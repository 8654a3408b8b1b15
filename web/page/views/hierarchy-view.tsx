// How many packets and bytes each protocol has, by what it was in.

import type { HierarchyNode } from "packetglass";
import { useAnswer } from "../capture/use-answer.js";
import { useFilterMenu } from "../filter/filter-menu.js";
import { FailureText } from "../parts/failure-view.js";
import { Steps } from "../parts/steps.js";
import { formatCount, formatSize } from "../text/format-number.js";
import type { ViewProps } from "./view.js";

/** A protocol at its position: all are rows of one table. */
interface Placed {
  readonly node: HierarchyNode;
  readonly depth: number;
  /** The protocols from the outermost to this one: what it is known by. */
  readonly path: string;
}

export function HierarchyView({ capture }: ViewProps) {
  const { value, failure } = useAnswer(() => capture.hierarchy(), capture);
  if (failure) return <FailureText failure={failure} />;
  if (!value) return null;
  const placed = placedFrom(value.children);
  if (placed.length === 0) return <p class="nothing">This capture has no packets.</p>;
  return (
    <div class="hierarchy">
      <Steps length={placed.length}>
        {(shown) => (
          <table class="hierarchy-table">
            <thead>
              <tr>
                <th scope="col">Protocol</th>
                <th scope="col" class="figure">
                  Packets
                </th>
                <th scope="col" colSpan={2}>
                  Share
                </th>
                <th scope="col" class="figure">
                  Bytes
                </th>
              </tr>
            </thead>
            <tbody>
              {placed.slice(0, shown).map((one) => (
                <HierarchyRow key={one.path} {...one} all={value.packets} />
              ))}
            </tbody>
          </table>
        )}
      </Steps>
    </div>
  );
}

function HierarchyRow({ node, depth, all }: Placed & { all: number }) {
  const share = node.packets / Math.max(1, all);
  const offer = useFilterMenu();
  return (
    <tr onContextMenu={(event) => offer(node.protocol, event)}>
      <th scope="row" title={node.title} style={{ "--depth": depth }}>
        <button type="button" class="link" onClick={(event) => offer(node.protocol, event)}>
          {node.protocol}
        </button>
      </th>
      <td class="figure">{formatCount(node.packets)}</td>
      <td class="figure share">{formatShare(share)}</td>
      <td class="share-bar" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </td>
      <td class="figure" title={`${formatCount(node.bytes)} bytes`}>
        {formatSize(node.bytes)}
      </td>
    </tr>
  );
}

function placedFrom(nodes: readonly HierarchyNode[], depth = 0, above = ""): Placed[] {
  return nodes.flatMap((node) => {
    const path = `${above}/${node.protocol}`;
    return [{ node, depth, path }, ...placedFrom(node.children, depth + 1, path)];
  });
}

/** `12.3 %`; what is there is never `0.0 %`. */
function formatShare(share: number): string {
  return share > 0 && share < 0.0005 ? "< 0.1 %" : `${(share * 100).toFixed(1)} %`;
}
