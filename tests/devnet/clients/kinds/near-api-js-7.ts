/** What near-api-js 7 throws at each kind: classes of `near-api-js/rpc-errors`. */
import { type Expected, expectedOf, fill, isCall, leafOf, type Members } from './expected.js'
import type { Reachable } from './kind.js'
import type { Json, Provocation } from './provocation.js'

/**
 * Class, message, and the members that hold a member of the error in the node's answer: under its name
 * in camel case, or as `member=name`. What is called unknown is not told apart by this client.
 */
type Row = readonly [className: string, message: string, members?: string]

const unknown = (what: string, className = 'ActionExecutionError'): Row => [
  className,
  `Unknown ${what}`,
]

export const rows7: Readonly<Record<string, Row>> = {
  'InvalidTxError.InvalidAccessKeyError': [
    'AccessKeyNotFoundActionError',
    'Access key {public_key} does not exist on account {account_id}',
    'accountId publicKey',
  ],
  'InvalidTxError.SignerDoesNotExist': [
    'SignerDoesNotExistError',
    'Signer {signer_id} does not exist',
    'signerId',
  ],
  'InvalidTxError.InvalidNonce': [
    'InvalidNonceError',
    'Invalid nonce (ak: {ak_nonce}, tx: {tx_nonce})',
    'accessKeyNonce=ak_nonce transactionNonce=tx_nonce',
  ],
  'InvalidTxError.NonceTooLarge': [
    'NonceTooLargeError',
    'Transaction nonce {tx_nonce} exceeds upper bound {upper_bound}',
    'transactionNonce=tx_nonce upperBound',
  ],
  'InvalidTxError.InvalidSignature': ['InvalidSignatureError', 'Invalid transaction signature'],
  'InvalidTxError.NotEnoughBalance': [
    'NotEnoughBalanceError',
    'Not enough balance for {signer_id} (balance: {balance}, cost: {cost})',
    'balance cost signerId',
  ],
  'InvalidTxError.LackBalanceForState': [
    'LackBalanceForStateActionError',
    'Account {signer_id} lacks balance {amount} yoctoNear for state',
    'accountId=signer_id amount',
  ],
  'InvalidTxError.CostOverflow': ['CostOverflowError', 'Transaction cost overflow'],
  'InvalidTxError.Expired': ['TransactionExpiredError', 'Transaction expired'],
  'InvalidTxError.ActionsValidation': [
    'DeleteActionMustBeFinalActionError',
    'Delete action must be final',
  ],
  'InvalidTxError.TransactionSizeExceeded': [
    'TransactionSizeExceededError',
    'Transaction size {size} exceeds limit {limit}',
    'limit size',
  ],
  'InvalidTxError.InvalidTransactionVersion': [
    'InvalidTransactionVersionError',
    'Invalid transaction version',
  ],
  'InvalidTxError.ShardCongested': [
    'ShardCongestedError',
    'Shard {shard_id} congested (level: {congestion_level})',
    'congestionLevel shardId',
  ],
  'InvalidTxError.InvalidNonceIndex': unknown(
    'invalid transaction error',
    'TransactionExecutionError',
  ),
  'InvalidTxError.NotEnoughGasKeyBalance': unknown(
    'invalid transaction error',
    'TransactionExecutionError',
  ),
  'InvalidTxError.NotEnoughBalanceForDeposit': unknown(
    'invalid transaction error',
    'TransactionExecutionError',
  ),
  'InvalidAccessKeyError.AccessKeyNotFound': [
    'AccessKeyNotFoundActionError',
    'Access key {public_key} does not exist on account {account_id}',
    'accountId publicKey',
  ],
  'InvalidAccessKeyError.ReceiverMismatch': [
    'AccessKeyReceiverMismatchActionError',
    'Access key receiver {ak_receiver} does not match transaction receiver {tx_receiver}',
    'akReceiver txReceiver',
  ],
  'InvalidAccessKeyError.MethodNameMismatch': [
    'AccessKeyMethodNameMismatchActionError',
    'Access key does not allow method {method_name}',
    'methodName',
  ],
  'InvalidAccessKeyError.RequiresFullAccess': [
    'AccessKeyRequiresFullAccessActionError',
    'Access key requires full access',
  ],
  'InvalidAccessKeyError.NotEnoughAllowance': [
    'AccessKeyNotEnoughAllowanceActionError',
    'Not enough allowance for access key {public_key} on account {account_id} (allowance: {allowance}, cost: {cost})',
    'accountId allowance cost publicKey',
  ],
  'InvalidAccessKeyError.DepositWithFunctionCall': [
    'AccessKeyDepositWithFunctionCallActionError',
    'Deposit is not allowed with function call',
  ],
  'InvalidAccessKeyError.DelegateActionRequiresNonGasKey': unknown('invalid access key error'),
  'InvalidAccessKeyError.DelegateActionRequiresGasKey': unknown('invalid access key error'),
  'ActionErrorKind.AccountAlreadyExists': [
    'AccountAlreadyExistsActionError',
    'Account {account_id} already exists',
    'accountId',
  ],
  'ActionErrorKind.AccountDoesNotExist': [
    'AccountDoesNotExistActionError',
    'Account {account_id} does not exist',
    'accountId',
  ],
  'ActionErrorKind.CreateAccountOnlyByRegistrar': [
    'CreateAccountOnlyByRegistrarActionError',
    'Account {account_id} can only be created by registrar {registrar_account_id}, but was attempted by {predecessor_id}',
    'accountId predecessorId registrarAccountId',
  ],
  'ActionErrorKind.CreateAccountNotAllowed': [
    'CreateAccountNotAllowedActionError',
    'Account {account_id} cannot be created by {predecessor_id}',
    'accountId predecessorId',
  ],
  'ActionErrorKind.ActorNoPermission': [
    'ActorNoPermissionActionError',
    'Actor {actor_id} has no permission on account {account_id}',
    'accountId actorId',
  ],
  'ActionErrorKind.DeleteKeyDoesNotExist': [
    'DeleteKeyDoesNotExistActionError',
    'Public key {public_key} does not exist on account {account_id}',
    'accountId publicKey',
  ],
  'ActionErrorKind.AddKeyAlreadyExists': [
    'AddKeyAlreadyExistsActionError',
    'Public key {public_key} already exists on account {account_id}',
    'accountId publicKey',
  ],
  'ActionErrorKind.DeleteAccountStaking': [
    'DeleteAccountStakingActionError',
    'Account {account_id} cannot be deleted because it is staking',
    'accountId',
  ],
  'ActionErrorKind.LackBalanceForState': [
    'LackBalanceForStateActionError',
    'Account {account_id} lacks balance {amount} yoctoNear for state',
    'accountId amount',
  ],
  'ActionErrorKind.TriesToUnstake': [
    'TriesToUnstakeActionError',
    'Account {account_id} tries to unstake',
    'accountId',
  ],
  'ActionErrorKind.TriesToStake': [
    'TriesToStakeActionError',
    'Invalid stake attempt for {account_id} (balance: {balance}, locked: {locked}, stake: {stake})',
    'accountId balance locked stake',
  ],
  'ActionErrorKind.InsufficientStake': [
    'InsufficientStakeActionError',
    'Insufficient stake for {account_id} (minimum: {minimum_stake}, stake: {stake})',
    'accountId minimumStake stake',
  ],
  'ActionErrorKind.FunctionCallError': [
    'ContractCodeDoesNotExistError',
    'Contract code for contract ID {account_id} does not exist at block height -1',
    'contractId=account_id',
  ],
  'ActionErrorKind.OnlyImplicitAccountCreationAllowed': [
    'OnlyImplicitAccountCreationAllowedActionError',
    'Only implicit account creation allowed for {account_id}',
    'accountId',
  ],
  'ActionErrorKind.DeleteAccountWithLargeState': [
    'DeleteAccountWithLargeStateActionError',
    'Account {account_id} cannot be deleted because it has a large state',
    'accountId',
  ],
  'ActionErrorKind.DelegateActionInvalidSignature': [
    'DelegateActionInvalidSignatureActionError',
    'Delegate action has an invalid signature',
  ],
  'ActionErrorKind.DelegateActionSenderDoesNotMatchTxReceiver': [
    'DelegateActionSenderDoesNotMatchTxReceiverActionError',
    'Delegate action sender {sender_id} does not match transaction receiver {receiver_id}',
    'receiverId senderId',
  ],
  'ActionErrorKind.DelegateActionExpired': [
    'DelegateActionExpiredActionError',
    'Delegate action has expired',
  ],
  'ActionErrorKind.DelegateActionAccessKeyError': [
    'AccessKeyNotFoundActionError',
    'Access key {public_key} does not exist on account {account_id}',
    'accountId publicKey',
  ],
  'ActionErrorKind.DelegateActionInvalidNonce': [
    'DelegateActionInvalidNonceActionError',
    'Invalid delegate nonce (ak: {ak_nonce}, delegate: {delegate_nonce})',
    'akNonce delegateNonce',
  ],
  'ActionErrorKind.DelegateActionNonceTooLarge': [
    'DelegateActionNonceTooLargeActionError',
    'Delegate nonce {delegate_nonce} exceeds upper bound {upper_bound}',
    'delegateNonce upperBound',
  ],
  'ActionErrorKind.DelegateActionInvalidNonceIndex': unknown('action error'),
  'ActionErrorKind.GlobalContractDoesNotExist': [
    'GlobalContractDoesNotExistActionError',
    'Global contract [object Object] does not exist',
    'identifier',
  ],
  'ActionErrorKind.GasKeyDoesNotExist': [
    'GasKeyDoesNotExistActionError',
    'Gas key {public_key} does not exist on account {account_id}',
    'accountId publicKey',
  ],
  'ActionErrorKind.InsufficientGasKeyBalance': unknown('action error'),
  'ActionErrorKind.GasKeyBalanceTooHigh': unknown('action error'),
  'ActionErrorKind.AccountNotInitialized': unknown('action error'),
  'ActionErrorKind.ReceiptStorageProofSizeExceeded': unknown('action error'),
  'ActionsValidationError.DeleteActionMustBeFinal': [
    'DeleteActionMustBeFinalActionError',
    'Delete action must be final',
  ],
  'ActionsValidationError.TotalPrepaidGasExceeded': [
    'TotalPrepaidGasExceededActionError',
    'Total prepaid gas {total_prepaid_gas} exceeds limit {limit}',
  ],
  'ActionsValidationError.TotalNumberOfActionsExceeded': [
    'TotalNumberOfActionsExceededActionError',
    'Total number of actions {total_number_of_actions} exceeds limit {limit}',
  ],
  'ActionsValidationError.AddKeyMethodNamesNumberOfBytesExceeded': [
    'AddKeyMethodNamesNumberOfBytesExceededActionError',
    'Total method name bytes {total_number_of_bytes} exceed limit {limit}',
  ],
  'ActionsValidationError.AddKeyMethodNameLengthExceeded': [
    'AddKeyMethodNameLengthExceededActionError',
    'Method name length {length} exceeds limit {limit}',
  ],
  'ActionsValidationError.IntegerOverflow': [
    'IntegerOverflowValidationActionError',
    'Integer overflow during action validation',
  ],
  'ActionsValidationError.InvalidAccountId': [
    'InvalidAccountIdValidationActionError',
    'Invalid account ID: {account_id}',
  ],
  'ActionsValidationError.FunctionCallMethodNameLengthExceeded': [
    'FunctionCallMethodNameLengthExceededActionError',
    'Function method name length {length} exceeds limit {limit}',
  ],
  'ActionsValidationError.UnsuitableStakingKey': [
    'UnsuitableStakingKeyActionError',
    'Unsuitable staking key {public_key}',
  ],
  'ActionsValidationError.FunctionCallZeroAttachedGas': [
    'FunctionCallZeroAttachedGasActionError',
    'Function call has zero attached gas',
  ],
  'ActionsValidationError.DelegateActionMustBeOnlyOne': [
    'DelegateActionMustBeOnlyOneActionError',
    'Delegate action must be the only action in transaction',
  ],
  'ActionsValidationError.UnsupportedProtocolFeature': [
    'UnsupportedProtocolFeatureActionError',
    'Unsupported protocol feature {protocol_feature} (version {version})',
  ],
  'ActionsValidationError.InvalidDeterministicStateInitReceiver': [
    'InvalidDeterministicStateInitReceiverActionError',
    'Invalid deterministic state init receiver {receiver_id} (derived {derived_id})',
  ],
  'ActionsValidationError.DeterministicStateInitKeyLengthExceeded': [
    'DeterministicStateInitKeyLengthExceededActionError',
    'Deterministic state init key length {length} exceeds limit {limit}',
  ],
  'ActionsValidationError.GasKeyInvalidNumNonces': unknown('actions validation error'),
  'ActionsValidationError.AddGasKeyWithNonZeroBalance': unknown('actions validation error'),
  'ActionsValidationError.GasKeyFunctionCallAllowanceNotAllowed': unknown(
    'actions validation error',
  ),
  'ActionsValidationError.TotalNumberOfDeployActionsExceeded': unknown('actions validation error'),
  'ActionsValidationError.FunctionCallEmptyMethodName': unknown('actions validation error'),
  'ActionsValidationError.RemovedProtocolFeature': unknown('actions validation error'),
  'ActionsValidationError.WithdrawFromGasKeyNotAllowedInDelegate': unknown(
    'actions validation error',
  ),
  'ActionsValidationError.TransferToUniversalAccountNotAllowed': unknown(
    'actions validation error',
  ),
  'ActionsValidationError.TotalNumberOfStateInitEntriesExceeded': unknown(
    'actions validation error',
  ),
  'ActionsValidationError.TotalNumberOfStateInitKeysExceeded': unknown('actions validation error'),
  'ActionsValidationError.InvalidUniversalStateInitReceiver': unknown('actions validation error'),
  'ActionsValidationError.MalformedUniversalStateInit': unknown('actions validation error'),
  'ActionsValidationError.UniversalStateInitKeyLengthExceeded': unknown('actions validation error'),
  'ReceiptValidationError.ActionsValidation': [
    'TotalNumberOfActionsExceededActionError',
    'Total number of actions {total_number_of_actions} exceeds limit {limit}',
  ],
  'ReceiptValidationError.ReceiptSizeExceeded': [
    'ReceiptSizeExceededActionError',
    'Receipt size {size} exceeds limit {limit}',
  ],
  'Rpc.GARBAGE_COLLECTED_BLOCK': [
    'GarbageCollectedBlockError',
    'Block {block_hash} has been garbage collected',
  ],
  'Rpc.UNKNOWN_BLOCK': [
    'UnknownBlockError',
    'Block either has never been observed on the node or has been garbage collected (block = 99999999)',
    'blockReference',
  ],
  'Rpc.UNKNOWN_ACCOUNT': [
    'AccountDoesNotExistError',
    'Account {requested_account_id} does not exist at block height {block_height}',
    'accountId=requested_account_id',
  ],
  'Rpc.NO_CONTRACT_CODE': [
    'ContractCodeDoesNotExistError',
    'Contract code for contract ID {contract_account_id} does not exist at block height {block_height}',
    'contractId=contract_account_id',
  ],
  'Rpc.UNKNOWN_ACCESS_KEY': [
    'AccessKeyDoesNotExistError',
    'Access key {public_key} does not exist at block height {block_height}',
    'publicKey',
  ],
  'Rpc.UNKNOWN_GAS_KEY': [
    'GasKeyDoesNotExistError',
    'Gas key for public key {public_key} does not exist at block height {block_height}',
    'publicKey',
  ],
  'Rpc.NO_GLOBAL_CONTRACT_CODE': [
    'GlobalContractCodeDoesNotExistError',
    'Global contract code does not exist at block height {block_height}',
    'identifier',
  ],
  'Rpc.CONTRACT_EXECUTION_ERROR': [
    'ContractMethodNotFoundError',
    'Contract method is not found at block height {block_height}',
  ],
  'Rpc.UNKNOWN_CHUNK': ['UnknownChunkError', 'Unknown chunk {chunk_hash}', 'chunkHash'],
  'Rpc.INVALID_SHARD_ID': ['InvalidShardIdError', 'Invalid shard id {shard_id}', 'shardId'],
  'Rpc.UNKNOWN_TRANSACTION': [
    'UnknownTransactionError',
    'Unknown transaction {requested_transaction_hash}',
  ],
  'Rpc.UNKNOWN_RECEIPT': ['UnknownReceiptError', 'Unknown receipt {receipt_id}', 'receiptId'],
  'Rpc.UNKNOWN_EPOCH': ['UnknownEpochError', 'Unknown epoch'],
  'Rpc.UNKNOWN_TRANSACTION_OR_RECEIPT': [
    'UnknownTransactionOrReceiptError',
    'Unknown transaction or receipt {transaction_or_receipt_id}',
    'transactionOrReceiptId',
  ],
  'Rpc.NOT_CONFIRMED': [
    'NotConfirmedError',
    'Transaction or receipt {transaction_or_receipt_id} is not confirmed',
    'transactionOrReceiptId',
  ],
  'Rpc.INTERNAL_ERROR': ['ProviderError', 'Internal server error'],
  'Rpc.PARSE_ERROR': ['RpcRequestParseError', '{error_message}'],
  'Rpc.METHOD_NOT_FOUND': [
    'RpcMethodNotFoundError',
    'RPC method {method_name} not found',
    'methodName',
  ],
}

/** Classes of failed calls. */
export const callClasses7 = [
  'ContractCodeDoesNotExistError',
  'ContractExecutionError',
  'ContractMethodInvalidSignatureError',
  'ContractMethodNameEmptyError',
  'ContractMethodNotFoundError',
  'PrepareWasmError',
] as const

/** Failures of calls: kinds of the virtual machine by their names, everything else by its text. */
function ofCall(
  error: Json,
  height: number,
): readonly [(typeof callClasses7)[number], string, string?] {
  const { CompilationError, MethodResolveError, ExecutionError } = error as Members
  if (typeof ExecutionError === 'string') return ['ContractExecutionError', ExecutionError]
  if (MethodResolveError === 'MethodEmptyName')
    return ['ContractMethodNameEmptyError', 'Contract method name is empty']
  if (MethodResolveError === 'MethodInvalidSignature')
    return ['ContractMethodInvalidSignatureError', 'Contract method invalid signature']
  if (MethodResolveError === 'MethodNotFound') {
    return ['ContractMethodNotFoundError', `Contract method is not found at block height ${height}`]
  }
  const { CodeDoesNotExist, PrepareError, WasmerCompileError } = CompilationError as Members
  if (CodeDoesNotExist !== undefined) {
    const text = `Contract code for contract ID {account_id} does not exist at block height ${height}`
    return ['ContractCodeDoesNotExistError', text, 'contractId=account_id']
  }
  if (WasmerCompileError !== undefined) return ['ContractExecutionError', '{msg}']
  return ['PrepareWasmError', `Failed to prepare WASM because of '${String(PrepareError)}'`]
}

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export function expected7({ family, name }: Reachable, provocation: Provocation): Expected {
  const { index, call, leaf } = expectedOf(provocation)
  // A receipt's failure does not say at which height it was.
  const height = provocation.via === 'failed' ? -1 : Number(leaf.block_height)
  const row =
    isCall(family) && call !== undefined ? ofCall(call, height) : rows7[`${family}.${name}`]
  if (row === undefined) throw new Error(`${family}.${name} is not in the table`)
  const [className, message, members = ''] = row
  const values = call === undefined ? leaf : leafOf(call)
  const own = members.split(' ').filter((member) => member !== '')
  return {
    className,
    message: fill(message, { ...leaf, ...values }),
    members: {
      ...Object.fromEntries(
        own.map((member) => {
          const [property = '', source = snake(member)] = member.split('=')
          return [property, values[source]]
        }),
      ),
      ...(className.endsWith('ActionError') ? { actionIndex: index } : {}),
    },
  }
}
