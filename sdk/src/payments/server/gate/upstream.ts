/** What the seller's handler gets to see of a paid request. */
export type Upstream = (body: Uint8Array) => Promise<Response>

/** Undefined when the model failed, in the middle of a whole answer too. */
export async function runModel(
  upstream: Upstream,
  body: Uint8Array,
  streams: boolean,
): Promise<Response | undefined> {
  try {
    const response = await upstream(body)
    const isWhole = !streams && response.ok && response.body !== null
    return isWhole ? new Response(await response.arrayBuffer(), response) : response
  } catch {
    return undefined
  }
}
