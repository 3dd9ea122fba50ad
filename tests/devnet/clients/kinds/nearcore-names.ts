/**
 * Names of error kinds in nearcore 2.14: core/primitives/src/errors.rs,
 * runtime/near-vm-runner/src/logic/errors.rs and chain/jsonrpc-primitives. Those of protocol 88 are
 * of the commit after it; the last two of ActionsValidationError were names of earlier versions.
 */
import type { Family } from './kind.js'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const nearcoreNames: Readonly<Record<Family, readonly string[]>> = {
  InvalidTxError: words(`
    InvalidAccessKeyError InvalidSignerId SignerDoesNotExist InvalidNonce NonceTooLarge
    InvalidReceiverId InvalidSignature NotEnoughBalance LackBalanceForState CostOverflow InvalidChain
    Expired ActionsValidation TransactionSizeExceeded InvalidTransactionVersion StorageError
    ShardCongested ShardStuck InvalidNonceIndex NotEnoughGasKeyBalance NotEnoughBalanceForDeposit`),
  InvalidAccessKeyError: words(`
    AccessKeyNotFound ReceiverMismatch MethodNameMismatch RequiresFullAccess NotEnoughAllowance
    DepositWithFunctionCall DelegateActionRequiresNonGasKey DelegateActionRequiresGasKey`),
  StorageError: words(`
    StorageInternalError MissingTrieValue UnexpectedTrieValue StorageInconsistentState
    FlatStorageBlockNotSupported MemTrieLoadingError`),
  ActionErrorKind: words(`
    AccountAlreadyExists AccountDoesNotExist CreateAccountOnlyByRegistrar CreateAccountNotAllowed
    ActorNoPermission DeleteKeyDoesNotExist AddKeyAlreadyExists DeleteAccountStaking
    LackBalanceForState TriesToUnstake TriesToStake InsufficientStake FunctionCallError
    NewReceiptValidationError OnlyImplicitAccountCreationAllowed DeleteAccountWithLargeState
    DelegateActionInvalidSignature DelegateActionSenderDoesNotMatchTxReceiver DelegateActionExpired
    DelegateActionAccessKeyError DelegateActionInvalidNonce DelegateActionNonceTooLarge
    DelegateActionInvalidNonceIndex GlobalContractDoesNotExist GasKeyDoesNotExist
    InsufficientGasKeyBalance GasKeyBalanceTooHigh AccountNotInitialized MalformedUniversalStateInit
    TotalPromiseInputSizeExceeded ReceiptStorageProofSizeExceeded`),
  ActionsValidationError: words(`
    DeleteActionMustBeFinal TotalPrepaidGasExceeded TotalNumberOfActionsExceeded
    AddKeyMethodNamesNumberOfBytesExceeded AddKeyMethodNameLengthExceeded IntegerOverflow
    InvalidAccountId ContractSizeExceeded FunctionCallMethodNameLengthExceeded
    FunctionCallArgumentsLengthExceeded UnsuitableStakingKey FunctionCallZeroAttachedGas
    DelegateActionMustBeOnlyOne UnsupportedProtocolFeature InvalidDeterministicStateInitReceiver
    DeterministicStateInitKeyLengthExceeded DeterministicStateInitValueLengthExceeded
    GasKeyInvalidNumNonces AddGasKeyWithNonZeroBalance GasKeyFunctionCallAllowanceNotAllowed
    TotalNumberOfDeployActionsExceeded FunctionCallEmptyMethodName RemovedProtocolFeature
    WithdrawFromGasKeyNotAllowedInDelegate TransferToUniversalAccountNotAllowed
    TotalNumberOfStateInitEntriesExceeded TotalNumberOfStateInitKeysExceeded
    InvalidUniversalStateInitReceiver MalformedUniversalStateInit UniversalStateInitKeyLengthExceeded
    UniversalStateInitValueLengthExceeded GasKeyPermissionInvalid GasKeyTooManyNoncesRequested`),
  ReceiptValidationError: words(`
    InvalidPredecessorId InvalidReceiverId InvalidSignerId InvalidDataReceiverId InvalidRefundTo
    ReturnedValueLengthExceeded NumberInputDataDependenciesExceeded ActionsValidation
    ReceiptSizeExceeded`),
  FunctionCallError: words(`
    WasmUnknownError _EVMError CompilationError LinkError MethodResolveError WasmTrap HostError
    ExecutionError`),
  CompilationError: words('CodeDoesNotExist PrepareError WasmerCompileError'),
  PrepareError: words(`
    Serialization Deserialization InternalMemoryDeclared GasInstrumentation
    StackHeightInstrumentation Instantiate Memory TooManyFunctions TooManyLocals TooManyTables
    TooManyTableElements FunctionBodyTooLarge InstrumentedCodeTooLarge TooManyBlocksPerFunction
    TooManyBlocksPerContract TooManyTypes TooManyParamsPerFunction TooManyParamsPerContract
    OperandStackTooLarge TooManyGlobals`),
  MethodResolveError: words('MethodEmptyName MethodNotFound MethodInvalidSignature'),
  WasmTrap: words(`
    Unreachable IncorrectCallIndirectSignature MemoryOutOfBounds CallIndirectOOB IllegalArithmetic
    MisalignedAtomicAccess IndirectCallToNull StackOverflow GenericTrap`),
  HostError: words(`
    BadUTF16 BadUTF8 GasExceeded GasLimitExceeded BalanceExceeded EmptyMethodName GuestPanic
    IntegerOverflow InvalidPromiseIndex CannotAppendActionToJointPromise CannotReturnJointPromise
    InvalidPromiseResultIndex InvalidRegisterId IteratorWasInvalidated MemoryAccessViolation
    InvalidReceiptIndex InvalidIteratorIndex InvalidAccountId InvalidMethodName InvalidPublicKey
    ProhibitedInView NumberOfLogsExceeded KeyLengthExceeded ValueLengthExceeded
    TotalLogLengthExceeded NumberPromisesExceeded NumberInputDataDependenciesExceeded
    ReturnedValueLengthExceeded ContractSizeExceeded Deprecated ECRecoverError AltBn128InvalidInput
    Ed25519VerifyInvalidInput P256VerifyInvalidInput MlDsa65VerifyInvalidInput BLS12381InvalidInput
    YieldPayloadLength DataIdMalformed YieldIdMalformed RecordedStorageExceeded
    ContractCodeHashMalformed InvalidActionIndex DataEntryAlreadyExists
    CannotSetRefundToOnJointPromise`),
  Rpc: words(`
    NO_SYNCED_BLOCKS UNAVAILABLE_SHARD NOT_SYNCED_YET DOES_NOT_TRACK_SHARD NODE_IS_SYNCING
    NO_NEW_BLOCKS EPOCH_OUT_OF_BOUNDS INCONSISTENT_STATE VALIDATOR_INFO_UNAVAILABLE REQUEST_ROUTED
    TOO_LARGE_CONTRACT_STATE INVALID_ACCOUNT INVALID_TRANSACTION TIMEOUT_ERROR
    GARBAGE_COLLECTED_BLOCK UNKNOWN_BLOCK UNKNOWN_ACCOUNT NO_CONTRACT_CODE UNKNOWN_ACCESS_KEY
    UNKNOWN_GAS_KEY NO_GLOBAL_CONTRACT_CODE CONTRACT_EXECUTION_ERROR UNKNOWN_CHUNK INVALID_SHARD_ID
    UNKNOWN_TRANSACTION UNKNOWN_RECEIPT UNKNOWN_EPOCH UNKNOWN_TRANSACTION_OR_RECEIPT NOT_CONFIRMED
    INTERNAL_ERROR PARSE_ERROR METHOD_NOT_FOUND`),
}
