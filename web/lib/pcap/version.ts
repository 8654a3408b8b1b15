// Which version this is; the tests compare it with package.json.

/** Name and version of what is under this surface. */
export const LIB_VERSION = "packetglass 0.1.0";
