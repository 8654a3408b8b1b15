// Bluetooth between a host and its controller, without directions.
import { packetsOfHci } from "./bluetooth.mjs";
import { bytes } from "./packets.mjs";

export const linkType = 187;
export const packets = [...packetsOfHci.map(([, packet]) => packet), bytes(9, 1, 2)];
