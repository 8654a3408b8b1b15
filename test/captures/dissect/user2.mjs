// A link type of the user's, as which Apple's tools write PKTAP; and anything else of it.

import { bytes } from "./packets.mjs";
import { packets as tapped } from "./pktap.mjs";

export const linkType = 149;
export const packets = [tapped[0], tapped[1], bytes("anything else"), bytes()];
