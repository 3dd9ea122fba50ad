/** What the clients throw at what a node answers. */
import { createRequire } from 'node:module'
import {
  Account,
  createTransaction,
  JsonRpcProvider,
  KeyPair,
  KeyPairSigner,
  type SignedTransaction,
} from 'near-api-js'
import { Near } from 'near-kit'
import type { Provocation } from './provocation.js'

export type ClientName = 'near-api-js 7' | 'near-api-js 5' | 'near-kit'

type Send = { readonly signed_tx_base64: string; readonly wait_until: 'FINAL' }
const signedParams = (bytes: Uint8Array): Send => ({
  signed_tx_base64: Buffer.from(bytes).toString('base64'),
  wait_until: 'FINAL',
})

// near-api-js 5 as near-workspaces 5 brings it; its types clash with those of version 7.
type Provider5 = {
  readonly sendJsonRpc: (method: string, params: object) => Promise<unknown>
  sendTransaction: (signed: unknown) => Promise<unknown>
}
type Account5 = {
  signTransaction: (receiverId: string, list: readonly unknown[]) => Promise<readonly unknown[]>
  readonly signAndSendTransaction: (options: object) => Promise<unknown>
}
type Near5 = {
  readonly providers: { readonly JsonRpcProvider: new (info: object, options: object) => Provider5 }
  readonly Account: new (connection: object, accountId: string) => Account5
}
type Logs5 = { readonly Logger: { readonly overrideLogger: (logger: undefined) => void } }
const require5 = createRequire(import.meta.resolve('near-workspaces'))
const near5 = require5('near-api-js') as Near5
/** It prints every failure that it throws. */
const silence5 = (): void => (require5('@near-js/utils') as Logs5).Logger.overrideLogger(undefined)

/** Sends what is signed already in place of what it is told to sign: only then are failures thrown. */
class Replay7 extends Account {
  readonly #signed: SignedTransaction

  constructor(provider: JsonRpcProvider, signed: SignedTransaction) {
    super('replay.test.near', provider)
    this.#signed = signed
  }

  override createSignedTransaction(): Promise<SignedTransaction> {
    return Promise.resolve(this.#signed)
  }
}

class ReplayProvider7 extends JsonRpcProvider {
  bytes = new Uint8Array(0)

  override sendTransactionUntil(): ReturnType<JsonRpcProvider['sendTransactionUntil']> {
    return this.sendJsonRpc('send_tx', signedParams(this.bytes))
  }
}

export type Client = {
  /** Sends a signed transaction; rejects with what the client makes of a refusal or a failure. */
  readonly send: (bytes: Uint8Array, via: 'refused' | 'failed') => Promise<unknown>
  readonly request: (method: string, params: object) => Promise<unknown>
}

async function client7(url: string): Promise<Client> {
  const provider = new ReplayProvider7({ url }, { retries: 1 })
  const signer = new KeyPairSigner(KeyPair.fromRandom('ed25519'))
  const blank = createTransaction(
    'replay.test.near',
    await signer.getPublicKey(),
    'test.near',
    1n,
    [],
    new Uint8Array(32),
  )
  const { signedTransaction } = await signer.signTransaction(blank)
  const account = new Replay7(provider, signedTransaction)
  return {
    send: (bytes, via) => {
      provider.bytes = Uint8Array.from(bytes)
      // The account would sign a refused nonce again.
      return via === 'refused'
        ? provider.sendTransactionUntil()
        : account.signAndSendTransaction({ receiverId: 'test.near', actions: [] })
    },
    request: (method, params) => provider.sendJsonRpc(method as 'status', params as never),
  }
}

function client5(url: string): Client {
  silence5()
  const provider = new near5.providers.JsonRpcProvider({ url }, { retries: 1 })
  const account = new near5.Account({ provider, networkId: 'local' }, 'replay.test.near')
  account.signTransaction = () =>
    Promise.resolve([
      new Uint8Array(32),
      { transaction: { publicKey: 'none', receiverId: 'test.near' } },
    ])
  return {
    send: (bytes, via) => {
      provider.sendTransaction = () => provider.sendJsonRpc('send_tx', signedParams(bytes))
      return via === 'refused'
        ? provider.sendTransaction(undefined)
        : account.signAndSendTransaction({ receiverId: 'test.near', actions: [] })
    },
    request: (method, params) => provider.sendJsonRpc(method, params),
  }
}

function clientKit(url: string): Client {
  const { rpc } = new Near({
    network: { networkId: 'localnet', rpcUrl: url },
    retryConfig: { maxRetries: 0, initialDelayMs: 1 },
  })
  return {
    send: (bytes) => rpc.sendTransaction(bytes, 'FINAL'),
    request: (method, params) => rpc.call(method, params),
  }
}

export type Clients = Readonly<Record<ClientName, Client>>

export async function startClients(url: string): Promise<Clients> {
  return {
    'near-api-js 7': await client7(url),
    'near-api-js 5': client5(url),
    'near-kit': clientKit(url),
  }
}

/** What a client throws. */
export async function thrownBy(client: Client, provocation: Provocation): Promise<Error> {
  const sent =
    provocation.via === 'answered'
      ? client.request(provocation.method, provocation.params)
      : client.send(provocation.bytes, provocation.via)
  return sent.then(
    (value) => Promise.reject(new Error(`nothing thrown: ${JSON.stringify(value)}`)),
    (error: Error) => error,
  )
}
