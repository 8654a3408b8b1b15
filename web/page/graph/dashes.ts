// How the lines of series differ, beside their colours.

/** How the lines of the series are broken, in CSS pixels: colours alone do not tell them apart. */
export const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 2]];
