// Fetching and compiling WebAssembly in browsers.

/** The module at `url`. Rejects when it cannot be fetched or is none. */
export async function compileFetched(url: URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return isWasm(response)
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

// compileStreaming refuses any other type, and plenty of servers do not know this one.
function isWasm(response: Response): boolean {
  return response.headers.get("Content-Type")?.toLowerCase() === "application/wasm";
}
