// WebAssembly that is part of the bundle, for pages that cannot fetch.

/** The module in bytes compressed by gzip. Rejects when it is none. */
export async function compileInlined(compressed: BlobPart): Promise<WebAssembly.Module> {
  const bytes = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(bytes).arrayBuffer());
}
