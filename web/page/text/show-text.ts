// Every text that the page renders is shown, whoever wrote it: no view has to think of it.
import { Fragment, options, type VNode } from "preact";
import { shown, shownLines } from "./shown-text.js";

/** Attributes that people read. */
const attributes = ["title", "aria-label", "alt", "placeholder"];

type Show = (text: string) => string;
type Props = Record<string, unknown>;

/** From now on everything that Preact renders is, with its controls escaped. */
export function showAllText(): void {
  const { vnode: before } = options;
  options.vnode = (vnode) => {
    showTextOf(vnode);
    before?.(vnode);
  };
}

function showTextOf(vnode: VNode): void {
  const { type } = vnode;
  if (typeof type !== "string" && type !== Fragment) return;
  const props = vnode.props as Props;
  if ("children" in props) props.children = showChildren(props.children, showIn(type));
  for (const name of attributes) {
    if (typeof props[name] === "string") props[name] = shown(props[name]);
  }
}

function showChildren(children: unknown, show: Show): unknown {
  if (typeof children === "string") return show(children);
  return Array.isArray(children) ? children.map((child) => showChildren(child, show)) : children;
}

/** Only these elements keep lines apart. */
function showIn(type: unknown): Show {
  return type === "pre" ? shownLines : shown;
}
