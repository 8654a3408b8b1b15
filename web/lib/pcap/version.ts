// Which version this is: the one of package.json, which the build writes in its place.

declare const PACKAGE_VERSION: string;

/** Name and version of what is under this surface. */
export const LIB_VERSION = `packetglass ${PACKAGE_VERSION}`;
