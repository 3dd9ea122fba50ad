import { actions, PublicKey } from 'near-api-js'

/** A call of a contract method. */
export type FunctionCall = {
  readonly kind?: 'call'
  readonly methodName: string
  /** Sent as JSON; bytes are sent as they are. */
  readonly args: unknown
  readonly gas: bigint
  readonly depositYocto: bigint
}

/** What a transaction does; several in one transaction apply all or none on the receiver. */
export type SendAction =
  | FunctionCall
  | { readonly kind: 'transfer'; readonly amountYocto: bigint }
  | { readonly kind: 'create-account' }
  | { readonly kind: 'deploy'; readonly wasm: Uint8Array }
  /** As a global contract under its hash, which contracts can then switch to. */
  | { readonly kind: 'publish'; readonly wasm: Uint8Array }
  | { readonly kind: 'add-full-access-key'; readonly publicKey: string }
  | { readonly kind: 'delete-key'; readonly publicKey: string }

type NearAction = ReturnType<typeof actions.transfer>

/** The action as near-api-js encodes it. */
export function toNearAction(action: SendAction): NearAction {
  switch (action.kind) {
    case 'transfer':
      return actions.transfer(action.amountYocto)
    case 'create-account':
      return actions.createAccount()
    case 'deploy':
      return actions.deployContract(action.wasm)
    case 'publish':
      return actions.deployGlobalContract(action.wasm, 'codeHash')
    case 'add-full-access-key':
      return actions.addFullAccessKey(PublicKey.from(action.publicKey))
    case 'delete-key':
      return actions.deleteKey(PublicKey.from(action.publicKey))
    default: {
      const { args, methodName, gas, depositYocto } = action
      const bytes =
        args instanceof Uint8Array ? args : new TextEncoder().encode(JSON.stringify(args))
      return actions.functionCall(methodName, bytes, gas, depositYocto)
    }
  }
}
