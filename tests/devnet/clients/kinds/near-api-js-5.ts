/** What near-api-js 5 throws at each kind: `type`, and the members that its schema knows. */
import { type Expected, fill, type Members, variantOf } from './expected.js'
import type { Answered, Failed, Json, Provocation, Refused } from './provocation.js'

/** Texts of the client by type; amounts marked `near` are shown in NEAR. */
export const texts5: Readonly<Record<string, string>> = {
  AccessKeyNotFound:
    'Signer "{account_id}" doesn\'t have access key with the given public_key {public_key}',
  AccountAlreadyExists: "Can't create a new account {account_id}, because it already exists",
  AccountDoesNotExist: "Can't complete the action because account {account_id} doesn't exist",
  ActorNoPermission:
    "Actor {actor_id} doesn't have permission to account {account_id} to complete the action",
  AddKeyAlreadyExists: 'The public key {public_key} is already used for an existing access key',
  CostOverflow: 'Transaction gas or balance cost is too high',
  CreateAccountNotAllowed: "The new account_id {account_id} can't be created by {predecessor_id}",
  DeleteAccountStaking: 'Account {account_id} is staking and can not be deleted',
  DeleteKeyDoesNotExist: "Account {account_id} tries to remove an access key that doesn't exist",
  Expired: 'Transaction has expired',
  InvalidNonce:
    'Transaction nonce {tx_nonce} must be larger than nonce of the used access key {ak_nonce}',
  InvalidSignature: 'Transaction is not signed with the given public key',
  LackBalanceForState:
    "The account {account_id} wouldn't have enough balance to cover storage, required to have {amount} yoctoNEAR more",
  MethodNameMismatch: "Transaction method name {method_name} isn't allowed by the access key",
  // Its braces are single ones in the client, so they stay.
  NotEnoughAllowance:
    'Access Key {account_id}:{public_key} does not have enough balance <allowance> for transaction costing <cost>',
  NotEnoughBalance:
    'Sender {signer_id} does not have enough balance <balance> for operation costing <cost>',
  ReceiverMismatch:
    'Wrong AccessKey used for transaction: transaction is sent to receiver_id={tx_receiver}, but is signed with function call access key that restricted to only use with receiver_id={ak_receiver}. Either change receiver_id in your transaction or switch to use a FullAccessKey.',
  RequiresFullAccess:
    'The transaction contains more then one action, but it was signed with an access key which allows transaction to apply only one specific action. To apply more then one actions TX must be signed with a full access key',
  ShardCongested:
    'Shard {shard_id} rejected the transaction due to congestion level {congestion_level}, try again later',
  SignerDoesNotExist: 'Signer {signer_id} does not exist',
  TriesToStake:
    'Account {account_id} tried to stake <stake>, but has staked <locked> and only has <balance>',
  TriesToUnstake: 'Account {account_id} is not yet staked, but tried to unstake',
}

/** Types that the schema knows and the client has no text for: their members are the text. */
export const untexted5: readonly string[] = [
  'CreateAccountOnlyByRegistrar',
  'DelegateActionInvalidNonce',
  'DelegateActionNonceTooLarge',
  'DelegateActionSenderDoesNotMatchTxReceiver',
  'DeleteAccountWithLargeState',
  'InsufficientStake',
  'NonceTooLarge',
  'OnlyImplicitAccountCreationAllowed',
  'TransactionSizeExceeded',
]

/** yoctoNEAR as NEAR, without zeroes at the end. */
function inNear(yocto: string): string {
  const digits = yocto.padStart(25, '0')
  const fraction = digits.slice(-24).replace(/0+$/, '')
  return `${digits.slice(0, -24)}${fraction === '' ? '' : `.${fraction}`}`
}

function textOf(type: string, members: Members): string | undefined {
  const template = texts5[type]
  if (template === undefined) return undefined
  const withAmounts = template.replace(/<(\w+)>/g, (_, name: string) =>
    inNear(String(members[name])),
  )
  if (type === 'NotEnoughAllowance') return withAmounts
  return fill(withAmounts, { account_id: '', ...members })
}

function known(className: string, type: string, members: Members, base: Members): Expected {
  // The schema looks for an account_id there, and a refused transaction has a signer_id.
  const { signer_id, ...rest } = members
  const given = type === 'LackBalanceForState' ? rest : members
  const own = { ...base, ...given, kind: members }
  return {
    className,
    message: textOf(type, given) ?? { json: own },
    members: { type, ...own },
  }
}

function untyped(className: string, type: string, base: Members, kind: Json): Expected {
  const own = { ...base, kind }
  return { className, message: { json: own }, members: { type, ...own } }
}

const isKnown = (type: string): boolean => type in texts5 || untexted5.includes(type)

function ofRefusal({ error }: Refused): Expected {
  const { name, members } = variantOf(error)
  const className = 'ServerError'
  // Variants without members give their name, whatever it is, unless they lie too deep.
  const isNamed =
    typeof error === 'string' ||
    (variantOf(error).name !== '' && !isInside(error, 'ActionsValidation'))
  if (isNamed && Object.keys(members).length === 0) {
    return { className, message: textOf(name, {}) ?? { json: {} }, members: { type: name } }
  }
  if (isKnown(name) && !isInside(error, 'ActionsValidation'))
    return known(className, name, members, {})
  return untyped(className, 'InvalidTxError', {}, error)
}

const isInside = (json: Json, name: string): boolean =>
  typeof json === 'object' && json !== null && name in json

function ofFailure({ kind, index }: Failed): Expected {
  const { name, members } = variantOf(kind)
  const className = 'ServerTransactionError'
  const isDirect = isInside(kind, name)
  if (isDirect && isKnown(name)) return known(className, name, members, { index })
  return untyped(className, 'ActionError', { index }, { index, kind })
}

function ofAnswer({ error, status }: Answered): Expected {
  const { cause, data } = error
  if (status !== 200) {
    const message = status === 500 ? 'Internal server error' : 'Request validation error'
    return { className: 'ProviderError', message, members: { cause: status } }
  }
  const typed = (type: string, message: string): Expected => ({
    className: 'TypedError',
    message,
    members: { type },
  })
  if (cause.name === 'UNKNOWN_ACCOUNT') {
    const { requested_account_id } = cause.info as Members
    const text = textOf('AccountDoesNotExist', { account_id: requested_account_id })
    return typed('AccountDoesNotExist', text ?? '')
  }
  const text = String(data)
  if (text.includes('MethodResolveError(MethodNotFound'))
    return typed('MethodNotFound', 'Contract method is not found')
  if (typeof data === 'object') return untyped('ServerError', 'UntypedError', {}, data)
  return typed('HANDLER_ERROR', `[-32000] Server error: ${text}`)
}

export function expected5(provocation: Provocation): Expected {
  if (provocation.via === 'refused') return ofRefusal(provocation)
  return provocation.via === 'failed' ? ofFailure(provocation) : ofAnswer(provocation)
}
