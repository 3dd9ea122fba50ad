/** The devnet on which every kind of error is provoked, over HTTP. */
import {
  createDevnet,
  type Devnet,
  type DevnetAccount,
  type ProfileName,
} from '@research-hub/devnet'
import { base58 } from '@scure/base'
import { actions, type Transaction } from 'near-api-js'
import { InMemoryKeyStore, Near } from 'near-kit'
import { type SendOptions, signActions } from '../../../support/transactions.js'
import { near, tgas } from '../../../support/units.js'
import type { Answered, Failed, Json, Provocation, Refused } from './provocation.js'

export type Actions = Transaction['actions']
export type Sender = Pick<DevnetAccount, 'accountId' | 'secretKey'>
export const aliceId = 'alice.test.near'

export const call = (
  methodName: string,
  args = new Uint8Array(0),
  gas = 300n * tgas,
  depositYocto = 0n,
): Actions[number] => actions.functionCall(methodName, args, gas, depositYocto)

/** A provocation and the stage it belongs on. */
export type Staged<P extends Provocation = Provocation> = P & { readonly on: Stage }

export class Stage {
  readonly devnet: Devnet
  readonly url: string
  /** Has a great deal of NEAR, a full-access key and no contract. */
  readonly alice: DevnetAccount
  /** Has done nothing yet. */
  readonly fresh: DevnetAccount
  readonly #others = new Map<ProfileName, Promise<Stage>>()
  readonly #apart: Stage[] = []
  readonly #contracts = new Map<string, Promise<DevnetAccount>>()
  #made = 0

  private constructor(devnet: Devnet, url: string) {
    this.devnet = devnet
    this.url = url
    this.alice = genesisAccount(devnet, aliceId)
    this.fresh = genesisAccount(devnet, 'fresh.test.near')
  }

  static async start(profile: ProfileName = '86'): Promise<Stage> {
    const devnet = await createDevnet({
      profile,
      seed: `error kinds ${profile}`,
      accounts: {
        [aliceId]: { balanceYocto: 1_000_000n * near },
        'fresh.test.near': { balanceYocto: near },
      },
    })
    const { url } = await devnet.listen()
    return new Stage(devnet, url)
  }

  async close(): Promise<void> {
    await this.devnet.close()
    for (const other of this.#others.values()) await (await other).close()
    for (const other of this.#apart) await other.close()
  }

  /** The same with the tables of another protocol. */
  under(profile: ProfileName): Promise<Stage> {
    const known = this.#others.get(profile)
    if (known !== undefined) return known
    const started = Stage.start(profile)
    this.#others.set(profile, started)
    return started
  }

  /** One more like this one, for a scene that would disturb others. */
  async apart(): Promise<Stage> {
    const other = await Stage.start()
    this.#apart.push(other)
    return other
  }

  /** A new account. */
  async account(balanceYocto = 10n * near): Promise<DevnetAccount> {
    this.#made++
    return this.devnet.createAccount(`a${this.#made}.test.near`, balanceYocto)
  }

  /** An account that holds a contract, made once. */
  contract(name: string, wasm: () => Uint8Array): Promise<DevnetAccount> {
    const known = this.#contracts.get(name)
    if (known !== undefined) return known
    const made = this.devnet
      .createAccount(`${name}.test.near`, 1_000n * near)
      .then(async (account) => {
        const { ok, failure } = await this.devnet.deploy(account, wasm())
        if (!ok) throw new Error(JSON.stringify(failure))
        return account
      })
    this.#contracts.set(name, made)
    return made
  }

  sign(
    from: Sender,
    receiverId: string,
    list: Actions,
    options?: SendOptions,
  ): Promise<Uint8Array> {
    return signActions(this.devnet, from, receiverId, list, options)
  }

  /** Sends what has to succeed for the scene to be set. */
  async run(from: Sender, receiverId: string, list: Actions): Promise<void> {
    await this.send(await this.sign(from, receiverId, list))
  }

  async send(bytes: Uint8Array): Promise<void> {
    const outcome = await this.devnet.request('send_tx', {
      signed_tx_base64: Buffer.from(bytes).toString('base64'),
      wait_until: 'FINAL',
    })
    const { status } = outcome as { readonly status: { readonly Failure?: unknown } }
    if (status.Failure !== undefined) throw new Error(JSON.stringify(status.Failure))
  }

  /** near-kit signs what near-api-js cannot: gas keys and V1 transactions. */
  kit(...signers: readonly Sender[]): Near {
    const keys = Object.fromEntries(signers.map((one) => [one.accountId, one.secretKey]))
    return new Near({
      network: { networkId: 'localnet', rpcUrl: this.url },
      keyStore: new InMemoryKeyStore(keys),
      retryConfig: { maxRetries: 0, initialDelayMs: 1 },
    })
  }

  /** A gas key of a new account, with a balance when one is given. */
  async gasKey(
    publicKey: string,
    { balanceYocto = 0n, numNonces = 2 } = {},
  ): Promise<{ readonly account: DevnetAccount; readonly kit: Near }> {
    const account = await this.account()
    const kit = this.kit(account)
    await kit
      .transaction(account.accountId)
      .addKey(publicKey, { type: 'gasKeyFullAccess', numNonces })
      .send({ waitUntil: 'FINAL' })
    if (balanceYocto > 0n) {
      await kit
        .transaction(account.accountId)
        .transferToGasKey(publicKey, `${balanceYocto} yocto`)
        .send({ waitUntil: 'FINAL' })
    }
    return { account, kit }
  }

  refused(bytes: Uint8Array, error: Json): Staged<Refused> {
    return { via: 'refused', on: this, bytes, error }
  }

  failed(
    bytes: Uint8Array,
    receiverId: string,
    kind: Json,
    rest: { readonly index?: number | null; readonly methodName?: string } = {},
  ): Staged<Failed> {
    return { via: 'failed', on: this, bytes, receiverId, kind, index: 0, ...rest }
  }

  /** The newest block, as answers name it. */
  position(): { readonly block_hash: string; readonly block_height: number } {
    const { hash, height } = this.devnet.chain.head().header
    return { block_hash: base58.encode(hash), block_height: Number(height) }
  }

  /** A view call that fails. */
  executionError(
    accountId: string,
    methodName: string,
    debug: string,
    error: Json,
  ): Staged<Answered> {
    const text = `wasm execution failed with error: ${debug}`
    return this.answered(
      'EXPERIMENTAL_call_function',
      { account_id: accountId, method_name: methodName, args_base64: '', finality: 'final' },
      { name: 'CONTRACT_EXECUTION_ERROR', info: { vm_error: text, error, ...this.position() } },
      `Function call returned an error: ${text}`,
    )
  }

  answered(
    method: string,
    params: object,
    cause: Answered['error']['cause'],
    data: Json,
  ): Staged<Answered> {
    const error = { name: 'HANDLER_ERROR', cause, code: -32_000, message: 'Server error', data }
    return { via: 'answered', on: this, method, params, status: 200, error }
  }
}

function genesisAccount(devnet: Devnet, accountId: string): DevnetAccount {
  const account = devnet.accounts.get(accountId)
  if (account === undefined) throw new Error(`no ${accountId}`)
  return account
}
