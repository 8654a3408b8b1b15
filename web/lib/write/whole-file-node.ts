// A file that is whole or not there, in Node.js: written under another name in the same folder.
import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { link, lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file that is written, and what becomes of it. */
export interface WholeFile {
  readonly fd: number;
  /** Closes it and puts it in its place. */
  readonly keep: () => Promise<void>;
  /** Closes it; what was in its place stays. */
  readonly discard: () => Promise<void>;
}

/**
 * Opens a file that takes the place of `path` when it is kept. One that exists is refused unless
 * `overwrite`; devices, pipes and symbolic links are written to where they are. Rejects with the
 * errors of node:fs.
 */
export async function openWholeFile(path: string | URL, overwrite: boolean): Promise<WholeFile> {
  const place = path instanceof URL ? fileURLToPath(path) : path;
  const there = await lstat(place).catch(() => undefined);
  if (there && (!overwrite || !there.isFile())) return openThere(place, overwrite);
  const name = `.${basename(place)}.${randomBytes(6).toString("hex")}`;
  return openTemporary(place, join(dirname(place), name), there);
}

async function openThere(place: string, overwrite: boolean): Promise<WholeFile> {
  const file = await open(place, overwrite ? "w" : "wx");
  const end = () => file.close();
  return { fd: file.fd, keep: end, discard: end };
}

async function openTemporary(
  place: string,
  temporary: string,
  there: Stats | undefined,
): Promise<WholeFile> {
  const file = await open(temporary, "wx", there?.mode);
  const discard = async () => {
    await file.close();
    await rm(temporary, { force: true });
  };
  const keep = async () => {
    await file.close();
    try {
      // A file that somebody made meanwhile is not overwritten.
      await (there === undefined ? linkOrRename(temporary, place) : rename(temporary, place));
    } finally {
      await rm(temporary, { force: true });
    }
  };
  return { fd: file.fd, keep, discard };
}

// Not all file systems have links.
async function linkOrRename(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw error;
    return rename(from, to);
  });
}
