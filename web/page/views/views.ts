// All views of a capture, in the order of their tabs. To add one: a file, and a line here.
import { CompareView } from "./compare-view.js";
import { ExpertView } from "./expert-view.js";
import { HierarchyView } from "./hierarchy-view.js";
import { IoGraphView } from "./io-graph-view.js";
import { IssueList } from "./issue-list.js";
import { ObjectsView } from "./objects-view.js";
import { PacketView } from "./packet-view.js";
import { Summary } from "./summary.js";
import { ConversationsView, EndpointsView } from "./traffic-view.js";
import type { View } from "./view.js";

export const views = [
  { name: "packet", label: "Packet", component: PacketView },
  { name: "capture", label: "Capture", component: Summary },
  { name: "protocols", label: "Protocols", component: HierarchyView },
  { name: "conversations", label: "Conversations", component: ConversationsView },
  { name: "endpoints", label: "Endpoints", component: EndpointsView },
  { name: "io-graph", label: "I/O graph", component: IoGraphView },
  { name: "objects", label: "Objects", component: ObjectsView },
  { name: "expert", label: "Expert", component: ExpertView },
  { name: "compare", label: "Compare", component: CompareView },
  {
    name: "issues",
    label: "File damage",
    count: ({ issueCount }) => issueCount,
    component: IssueList,
  },
] as const satisfies readonly View[];

/** The name of one. */
export type ViewName = (typeof views)[number]["name"];
