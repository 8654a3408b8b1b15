// The WebAssembly of the package in browsers and their workers, where it is fetched.

/** The module at the address that `url` makes. Rejects when it cannot be fetched or is none. */
export async function compileOwn(_: string, url: () => URL): Promise<WebAssembly.Module> {
  const response = await fetch(url());
  if (!response.ok) throw missing(`${response.url} answered ${response.status}`);
  const type = typeOf(response);
  // Many web servers answer so for files that they do not have.
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
