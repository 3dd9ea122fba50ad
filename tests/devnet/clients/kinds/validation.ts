/**
 * What a list of actions is refused with before any of it runs: nearcore's `ActionsValidationError`
 * (core/primitives/src/errors.rs), here in the transaction itself.
 */
import { createHash } from 'node:crypto'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { actions, KeyPair } from 'near-api-js'
import { generateKey } from 'near-kit'
import { list, signedTransaction, sized, u64, u128 } from '../../../support/borsh.js'
import { near, tgas } from '../../../support/units.js'
import { type Kind, kinds } from './kind.js'
import type { Json } from './provocation.js'
import { type Actions, aliceId, call, type Stage, type Staged } from './stage.js'

const key = KeyPair.fromRandom('ed25519').getPublicKey()

/** A transaction of alice's to herself. */
async function invalid(stage: Stage, sent: Actions, error: Json): Promise<Staged> {
  const bytes = await stage.sign(stage.alice, aliceId, sent)
  return stage.refused(bytes, { ActionsValidation: error })
}

/** The same of actions that clients do not encode, byte by byte. */
function invalidRaw(
  stage: Stage,
  receiverId: string,
  sent: readonly Uint8Array[],
  error: Json,
): Staged {
  const text = signedTransaction(stage.devnet, {
    signerId: stage.fresh.accountId,
    secretKey: stage.fresh.secretKey,
    nonce: 1n,
    receiverId,
    actions: sent,
  })
  return stage.refused(Buffer.from(text, 'base64'), { ActionsValidation: error })
}

/** An access key with a permission, byte by byte: 1 adds it. */
const addKey = (permission: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([Uint8Array.of(5, 0), key.data, u64(0n), ...permission])
const u16 = (value: number): Uint8Array => Uint8Array.of(value & 0xff, value >> 8)
const gasKey = (balanceYocto: bigint, numNonces: number): Uint8Array =>
  addKey([Uint8Array.of(3), u128(balanceYocto), u16(numNonces)])

const limitedKey = (methods: readonly string[], receiverId = 'test.near'): Actions[number] =>
  actions.addFunctionCallAccessKey(key, receiverId, [...methods], 1n)

type Entry = readonly [key: string, value: Uint8Array]

/** NEP-616: code of an account, entries; the id is made of the keccak256 of these bytes. */
const stateInit = (entries: readonly Entry[]): Uint8Array =>
  Buffer.concat([
    Uint8Array.of(0, 1),
    sized('code.test.near'),
    list(entries.map(([name, value]) => Buffer.concat([sized(name), sized(value)]))),
  ])
const deterministic = (entries: readonly Entry[]): Uint8Array =>
  Buffer.concat([Uint8Array.of(11), stateInit(entries), u128(0n)])

const deterministicId = (entries: readonly Entry[]): string =>
  `0s${Buffer.from(keccak_256(stateInit(entries)))
    .toString('hex')
    .slice(24)}`

/** NEP-655 without code and keys. */
const universalInit = (entries: readonly Entry[], keys: readonly Uint8Array[] = []): Uint8Array =>
  Buffer.concat([
    Uint8Array.of(0, 0),
    list(entries.map(([name, value]) => Buffer.concat([sized(name), sized(value)]))),
    list(keys),
  ])
const universal = (bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(15), sized(bytes), u128(0n)])

/** The id of a universal account: the hash in Crockford's base 32. */
function universalId(bytes: Uint8Array): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz'
  const bits = `${BigInt(`0x01${createHash('sha3-256').update(bytes).digest('hex')}`)
    .toString(2)
    .slice(1)}0000`
  const digit = (at: number): string => digits[Number.parseInt(bits.slice(at, at + 5), 2)] ?? ''
  return `0u${Array.from({ length: 52 }, (_, i) => digit(5 * i)).join('')}`
}

const someId = `0s${'0'.repeat(40)}`
const longName = 'k'.repeat(2_049)
const ancient = 'an error of earlier versions of nearcore'
/** Transactions have 1.5 MiB at most. */
const tooLong = 'of a promise the host function, or else the size of its receipt, is checked first'

export const actionsValidations: readonly Kind[] = kinds('ActionsValidationError', {
  DeleteActionMustBeFinal: (stage) =>
    invalid(
      stage,
      [actions.deleteAccount('test.near'), actions.transfer(1n)],
      'DeleteActionMustBeFinal',
    ),
  TotalPrepaidGasExceeded: (stage) =>
    invalid(stage, [call('get', undefined, 600n * tgas), call('get', undefined, 401n * tgas)], {
      TotalPrepaidGasExceeded: { total_prepaid_gas: 1_001e12, limit: 1_000e12 },
    }),
  TotalNumberOfActionsExceeded: (stage) =>
    invalid(stage, new Array(101).fill(actions.transfer(1n)), {
      TotalNumberOfActionsExceeded: { total_number_of_actions: 101, limit: 100 },
    }),
  AddKeyMethodNamesNumberOfBytesExceeded: (stage) =>
    // Eight names of 250 bytes, each with its separator.
    invalid(stage, [limitedKey(new Array(8).fill('m'.repeat(250)))], {
      AddKeyMethodNamesNumberOfBytesExceeded: { total_number_of_bytes: 2_008, limit: 2_000 },
    }),
  AddKeyMethodNameLengthExceeded: (stage) =>
    invalid(stage, [limitedKey(['m'.repeat(257)])], {
      AddKeyMethodNameLengthExceeded: { length: 257, limit: 256 },
    }),
  IntegerOverflow: (stage) =>
    invalid(
      stage,
      [call('get', undefined, 2n ** 64n - 1n), call('get', undefined, 1n)],
      'IntegerOverflow',
    ),
  InvalidAccountId: (stage) =>
    // The receiver of a function-call key is a text; all other ids have to decode.
    invalid(stage, [limitedKey([], 'NOT.VALID')], {
      InvalidAccountId: { account_id: 'NOT.VALID' },
    }),
  ContractSizeExceeded: tooLong,
  FunctionCallMethodNameLengthExceeded: (stage) =>
    invalid(stage, [call('m'.repeat(257))], {
      FunctionCallMethodNameLengthExceeded: { length: 257, limit: 256 },
    }),
  FunctionCallArgumentsLengthExceeded: tooLong,
  UnsuitableStakingKey: (stage) => {
    const staking = KeyPair.fromRandom('secp256k1').getPublicKey()
    return invalid(stage, [actions.stake(near, staking)], {
      UnsuitableStakingKey: { public_key: staking.toString() },
    })
  },
  FunctionCallZeroAttachedGas: (stage) =>
    invalid(stage, [call('get', undefined, 0n)], 'FunctionCallZeroAttachedGas'),
  DelegateActionMustBeOnlyOne: async (stage) => {
    const kit = stage.kit(stage.alice)
    const inner = await kit.transaction(aliceId).transfer('test.near', '1 yocto').delegate()
    const outer = kit
      .transaction(aliceId)
      .signedDelegateAction(inner.signedDelegateAction)
      .signedDelegateAction(inner.signedDelegateAction)
    await outer.sign()
    return stage.refused(outer.serialize(), { ActionsValidation: 'DelegateActionMustBeOnlyOne' })
  },
  UnsupportedProtocolFeature: async (stage) =>
    invalidRaw(await stage.under('classic'), 'fresh.test.near', [gasKey(0n, 1)], {
      UnsupportedProtocolFeature: { protocol_feature: 'GasKeys', version: 82 },
    }),
  InvalidDeterministicStateInitReceiver: async (stage) => {
    const derived_id = deterministicId([])
    return invalidRaw(stage, someId, [deterministic([])], {
      InvalidDeterministicStateInitReceiver: { receiver_id: someId, derived_id },
    })
  },
  DeterministicStateInitKeyLengthExceeded: async (stage) => {
    const entries = [[longName, new Uint8Array(0)]] as const
    return invalidRaw(stage, deterministicId(entries), [deterministic(entries)], {
      DeterministicStateInitKeyLengthExceeded: { length: 2_049, limit: 2_048 },
    })
  },
  DeterministicStateInitValueLengthExceeded: tooLong,
  GasKeyInvalidNumNonces: async (stage) =>
    invalidRaw(stage, 'fresh.test.near', [gasKey(0n, 1_025)], {
      GasKeyInvalidNumNonces: { requested_nonces: 1_025, limit: 1_024 },
    }),
  AddGasKeyWithNonZeroBalance: async (stage) =>
    invalidRaw(stage, 'fresh.test.near', [gasKey(7n, 1)], {
      AddGasKeyWithNonZeroBalance: { balance: '7' },
    }),
  GasKeyFunctionCallAllowanceNotAllowed: async (stage) => {
    const permission = [sized('test.near'), list([])]
    const limited = addKey([
      ...[Uint8Array.of(2), u128(0n), u16(1), Uint8Array.of(1), u128(5n)],
      ...permission,
    ])
    return invalidRaw(stage, 'fresh.test.near', [limited], 'GasKeyFunctionCallAllowanceNotAllowed')
  },
  TotalNumberOfDeployActionsExceeded: (stage) =>
    invalid(stage, new Array(11).fill(actions.deployContract(new Uint8Array(0))), {
      TotalNumberOfDeployActionsExceeded: { number_of_deploy_actions: 11, limit: 10 },
    }),
  FunctionCallEmptyMethodName: async (stage) =>
    invalid(await stage.under('87'), [call('')], 'FunctionCallEmptyMethodName'),
  RemovedProtocolFeature: async (stage) => {
    const next = await stage.under('87')
    const kit = next.kit(next.alice)
    const inner = await kit.transaction(aliceId).transfer('test.near', '1 yocto').delegateV2()
    const outer = kit.transaction(aliceId).signedDelegateActionV2(inner.signedDelegateAction)
    await outer.sign()
    const removed = { protocol_feature: 'DelegateV2', version: 87 }
    return next.refused(outer.serialize(), {
      ActionsValidation: { RemovedProtocolFeature: removed },
    })
  },
  WithdrawFromGasKeyNotAllowedInDelegate: async (stage) => {
    const next = await stage.under('87')
    const kit = next.kit(next.alice)
    const { publicKey } = generateKey()
    const inner = await kit
      .transaction(aliceId)
      .withdrawFromGasKey(publicKey.toString(), '1 yocto')
      .delegate()
    const outer = kit.transaction(aliceId).signedDelegateAction(inner.signedDelegateAction)
    await outer.sign()
    return next.refused(outer.serialize(), {
      ActionsValidation: 'WithdrawFromGasKeyNotAllowedInDelegate',
    })
  },
  TransferToUniversalAccountNotAllowed: async (stage) => {
    const next = await stage.under('87')
    const waitingId = `0u${'0'.repeat(52)}`
    const bytes = await next.sign(next.alice, waitingId, [actions.transfer(1n)])
    return next.refused(bytes, {
      ActionsValidation: { TransferToUniversalAccountNotAllowed: { account_id: waitingId } },
    })
  },
  TotalNumberOfStateInitEntriesExceeded: async (stage) => {
    const entries = Array.from({ length: 1_501 }, (_, i) => [`${i}`, new Uint8Array(0)] as const)
    return invalidRaw(await stage.under('87'), someId, [deterministic(entries)], {
      TotalNumberOfStateInitEntriesExceeded: { number_of_entries: 1_501, limit: 1_500 },
    })
  },
  TotalNumberOfStateInitKeysExceeded: async (stage) => {
    const keys = Array.from({ length: 1_025 }, (_, i) =>
      Buffer.concat([Uint8Array.of(0), new Uint8Array(30), Uint8Array.of(i >> 8, i & 0xff)]),
    )
    const bytes = universalInit([], keys)
    return invalidRaw(await stage.under('88'), universalId(bytes), [universal(bytes)], {
      TotalNumberOfStateInitKeysExceeded: { number_of_keys: 1_025, limit: 1_024 },
    })
  },
  InvalidUniversalStateInitReceiver: async (stage) => {
    const bytes = universalInit([])
    return invalidRaw(await stage.under('88'), someId, [universal(bytes)], {
      InvalidUniversalStateInitReceiver: { receiver_id: someId, derived_id: universalId(bytes) },
    })
  },
  MalformedUniversalStateInit: async (stage) => {
    const bytes = Uint8Array.of(9)
    return invalidRaw(
      await stage.under('88'),
      universalId(bytes),
      [universal(bytes)],
      'MalformedUniversalStateInit',
    )
  },
  UniversalStateInitKeyLengthExceeded: async (stage) => {
    const bytes = universalInit([[longName, new Uint8Array(0)]])
    return invalidRaw(await stage.under('88'), universalId(bytes), [universal(bytes)], {
      UniversalStateInitKeyLengthExceeded: { length: 2_049, limit: 2_048 },
    })
  },
  UniversalStateInitValueLengthExceeded: tooLong,
  GasKeyPermissionInvalid: ancient,
  GasKeyTooManyNoncesRequested: ancient,
})
