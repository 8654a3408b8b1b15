// The WebAssembly of the package in browsers and their workers, where it is fetched.

/** The module whose address `beside` makes. Rejects when it cannot be fetched or is none. */
export async function compileOwn(_: string, beside: () => URL): Promise<WebAssembly.Module> {
  const response = await fetch(beside());
  if (!response.ok) throw missing(`${response.url} answered ${response.status}`);
  const type = typeOf(response);
  // What many servers of pages say for whatever they do not have.
  if (type?.startsWith("text/html")) throw missing(`${response.url} is a page`);
  // compileStreaming refuses any other type, and plenty of servers do not know this one.
  return type === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

function typeOf(response: Response): string | undefined {
  return response.headers.get("Content-Type")?.toLowerCase();
}

// Some bundlers leave the file where the package is installed.
function missing(what: string): Error {
  return new Error(`${what}: copy the file there, or use packetglass/inline, which needs none`);
}
