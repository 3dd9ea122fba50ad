/** A request as the payment gate needs it, from whatever server framework. */
export type GateRequest = {
  readonly method: string
  readonly url: string
  readonly path: string
  readonly header: (name: string) => string | undefined
  readonly body: Uint8Array
  readonly signal: AbortSignal
}
