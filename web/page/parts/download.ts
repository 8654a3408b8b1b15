// A file that the browser puts into its downloads.

/** How long the browser has to take what is downloaded, in milliseconds. */
const timeToSave = 60_000;

/** Downloads these bytes under a name. */
export function download(name: string, pieces: BlobPart[]): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(pieces, { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), timeToSave);
}
