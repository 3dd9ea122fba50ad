/** Transactions of any actions that a client may send. */
import { bytesKey } from '@research-hub/devnet/internal/primitives/hash'
import { publicKeyLength, signatureLength } from '@research-hub/devnet/internal/primitives/keys'
import type {
  AccessKeyPermission,
  Action,
  DelegateAction,
  GlobalContractId,
  KeyType,
  PublicKey,
  Signature,
  Transaction,
} from '@research-hub/devnet/internal/primitives/types'
import fc from 'fast-check'

const accountId = fc.constantFrom('alice.near', 'a'.repeat(64), 'x-1_y.test.near', 'bob')
const u16 = fc.integer({ min: 0, max: 2 ** 16 - 1 })
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const u128 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
const some = fc.uint8Array({ maxLength: 40 })
const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const keyType = fc.constantFrom<KeyType>('ed25519', 'secp256k1', 'ml-dsa-65')

/** Bytes that differ in every place are enough, and quicker than any bytes. */
const filled = (length: number) =>
  fc.nat(255).map((first) => Uint8Array.from({ length }, (_, i) => (first + 7 * i) % 256))
const publicKey: fc.Arbitrary<PublicKey> = keyType.chain((type) =>
  fc.record({ keyType: fc.constant(type), data: filled(publicKeyLength(type)) }),
)
const signature: fc.Arbitrary<Signature> = keyType.chain((type) =>
  fc.record({ keyType: fc.constant(type), data: filled(signatureLength(type)) }),
)

const kind = <K extends string>(name: K) => fc.constant(name)
const call = {
  allowanceYocto: fc.option(u128, { nil: undefined }),
  receiverId: text,
  methodNames: fc.array(text, { maxLength: 3 }),
}
const gasKey = { balanceYocto: u128, numNonces: u16 }
const permission: fc.Arbitrary<AccessKeyPermission> = fc.oneof(
  fc.record({ kind: kind('FullAccess') }),
  fc.record({ kind: kind('FunctionCall'), ...call }),
  fc.record({ kind: kind('GasKeyFullAccess'), ...gasKey }),
  fc.record({ kind: kind('GasKeyFunctionCall'), ...gasKey, ...call }),
)
const contract: fc.Arbitrary<GlobalContractId> = fc.oneof(
  fc.record({ kind: kind('codeHash'), codeHash: hash }),
  fc.record({ kind: kind('accountId'), accountId }),
)
const data = fc
  .array(fc.tuple(some, some), { maxLength: 4 })
  .map((entries) => new Map(entries.map(([key, value]) => [bytesKey(key), value])))

const plainAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: kind('CreateAccount') }),
  fc.record({ kind: kind('DeployContract'), code: some }),
  fc.record({
    kind: kind('FunctionCall'),
    methodName: text,
    args: some,
    gas: u64,
    depositYocto: u128,
  }),
  fc.record({ kind: kind('Transfer'), depositYocto: u128 }),
  fc.record({ kind: kind('Stake'), stakeYocto: u128, publicKey }),
  fc.record({
    kind: kind('AddKey'),
    publicKey,
    accessKey: fc.record({ nonce: u64, permission }),
  }),
  fc.record({ kind: kind('DeleteKey'), publicKey }),
  fc.record({ kind: kind('DeleteAccount'), beneficiaryId: accountId }),
  fc.record({
    kind: kind('DeployGlobalContract'),
    code: some,
    mode: fc.constantFrom('codeHash', 'accountId'),
  }),
  fc.record({ kind: kind('UseGlobalContract'), contract }),
  fc.record({
    kind: kind('DeterministicStateInit'),
    stateInit: fc.record({ code: contract, data }),
    depositYocto: u128,
  }),
  fc.record({ kind: kind('TransferToGasKey'), publicKey, depositYocto: u128 }),
  fc.record({ kind: kind('WithdrawFromGasKey'), publicKey, amountYocto: u128 }),
  fc.record({ kind: kind('UniversalStateInit'), stateInit: some, depositYocto: u128 }),
)

const nonceIndex = fc.option(u16, { nil: undefined })

/** A delegate action: NEP-366's, or the second version that may name a nonce of a gas key. */
export function anyDelegate(isVersionTwo: boolean): fc.Arbitrary<DelegateAction> {
  return fc.record({
    senderId: accountId,
    receiverId: accountId,
    actions: fc.array(plainAction, { maxLength: 3 }),
    nonce: u64,
    maxBlockHeight: u64,
    publicKey,
    ...(isVersionTwo ? { versionTwo: fc.record({ nonceIndex }) } : {}),
  })
}

const action: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: plainAction, weight: 6 },
  fc.record({
    kind: kind('Delegate'),
    delegate: fc.record({
      delegateAction: fc.boolean().chain(anyDelegate),
      signature,
    }),
  }),
)

const transaction = {
  signerId: accountId,
  publicKey,
  nonce: u64,
  receiverId: accountId,
  blockHash: hash,
  actions: fc.array(action, { maxLength: 4 }),
}

export const anyTransaction: fc.Arbitrary<Transaction> = fc.oneof(
  fc.record(transaction),
  fc.record({
    ...transaction,
    versionOne: fc.record({ nonceIndex, nonceMode: fc.constantFrom('monotonic', 'strict') }),
  }),
)
