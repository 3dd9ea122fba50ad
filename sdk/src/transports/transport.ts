export type RequestOptions = { readonly signal?: AbortSignal }

/** Where JSON-RPC calls go. Resolves to `result`; rejects with RpcError or a transport failure. */
export type Transport = {
  readonly request: (method: string, params: unknown, options?: RequestOptions) => Promise<unknown>
}

/** The endpoint answered with a JSON-RPC error object: the call was understood and refused. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  /** nearcore's cause name, such as UNKNOWN_TRANSACTION. */
  readonly causeName: string
  readonly data: unknown

  constructor(message: string, causeName: string, data: unknown) {
    super(message)
    this.causeName = causeName
    this.data = data
  }
}
