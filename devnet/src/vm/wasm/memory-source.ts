const pageBytes = 65_536
/** Clearing more than this would cost more than the page faults of a new memory. */
const mostReusedPages = 64

/**
 * Gives a zeroed memory of fixed size for each call. Calls run one at a time and cannot grow it, so a
 * small one is cleared and lent again: most of what starting a call costs is the first touch of its pages.
 */
export function createMemorySource(pages: number): () => WebAssembly.Memory {
  const make = (): WebAssembly.Memory => new WebAssembly.Memory({ initial: pages, maximum: pages })
  if (pages > mostReusedPages) return make
  let lent: WebAssembly.Memory | undefined
  return () => {
    if (lent === undefined || lent.buffer.byteLength !== pages * pageBytes) lent = make()
    else new Uint8Array(lent.buffer).fill(0)
    return lent
  }
}
