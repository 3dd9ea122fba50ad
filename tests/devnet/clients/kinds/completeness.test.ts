/** That the table of kinds leaves nothing out: neither of nearcore's, nor of the devnet's, nor of a client's. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import * as classes7 from 'near-api-js/rpc-errors'
import { isReachable } from './kind.js'
import { texts5, untexted5 } from './near-api-js-5.js'
import { callClasses7, rows7 } from './near-api-js-7.js'
import { causesKit } from './near-kit.js'
import { nearcoreNames } from './nearcore-names.js'
import { allKinds } from './table.js'

const driven = new Set(allKinds.filter(isReachable).map(({ name }) => name))
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort()

test("the table has the kinds of nearcore's enums and no others", (t) => {
  for (const [family, names] of Object.entries(nearcoreNames)) {
    const inTable = allKinds.filter((kind) => kind.family === family).map(({ name }) => name)
    t.deepEqual(inTable.toSorted(), [...names].sort(), family)
  }
})

/** What the sources of the devnet say of an error. */
function sourceTexts(): readonly string[] {
  const root = join(dirname(fileURLToPath(import.meta.resolve('@research-hub/devnet'))), '../src')
  return ['runtime', 'vm', 'rpc'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  )
}

/** Names in quotes, before the members of a debug text, and as keys of an object. */
const mention = /['`]([A-Z]\w+)(?:['`]| \{)|\b([A-Z]\w+):/g

/** In the sources as nearcore has them, and not to be reached: the table says why of each. */
const guards = [
  'FunctionCallArgumentsLengthExceeded',
  'InvalidReceiverId',
  'InvalidRefundTo',
  'InvalidSignerId',
  'StackOverflow',
  'TIMEOUT_ERROR',
]

/** Names of enums around the kinds themselves. */
const enclosing = [
  'HostError',
  'MethodResolveError',
  'NewReceiptValidationError',
  'PrepareError',
  'WasmTrap',
  'INVALID_TRANSACTION',
  'CompilationError',
  'LinkError',
]

test('every kind that the devnet can give is provoked', (t) => {
  const names = new Set(Object.values(nearcoreNames).flat())
  const mentioned = sourceTexts().flatMap((text) =>
    Array.from(text.matchAll(mention), ([, quoted, key]) => quoted ?? key ?? ''),
  )
  const given = sorted(mentioned.filter((name) => names.has(name)))
  t.true(given.length > 150)
  const unprovoked = given.filter((name) => !driven.has(name) && !enclosing.includes(name))
  t.deepEqual(unprovoked, guards)
})

test('the devnet makes up no kind', (t) => {
  const made = [
    /ActionFailure\(\s*(?:\{\s*)?'?([A-Z]\w+)/g,
    /\bfail\((?:\{\s*)?'?([A-Z]\w+)/g,
    /(?:inputError|limitError)\(\s*'([A-Z]\w+)'/g,
    /handlerError\(\s*'([A-Z_]+)'/g,
  ]
  const names = new Set(Object.values(nearcoreNames).flat())
  const found = sourceTexts().flatMap((text) =>
    made.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, name = '']) => name)),
  )
  t.true(found.length > 50)
  t.deepEqual(sorted(found.filter((name) => !names.has(name))), [])
})

/** Classes of near-api-js 7 that a node with one shard and one validator cannot cause. */
const notThrown7: Readonly<Record<string, readonly string[]>> = {
  'the base of others': [
    'ActionExecutionError',
    'HandlerError',
    'RequestValidationError',
    'RpcError',
    'TransactionExecutionError',
  ],
  'a node words host errors and traps itself': [
    ...Object.keys(classes7).filter((name) => name.startsWith('Host')),
    'WasmTrapError',
  ],
  'HTTP 408 is thrown before the body is read': ['TransactionTimeoutError'],
  'HTTP 500 is thrown before the body is read': ['InternalHandlerError', 'InternalRpcError'],
  'thrown for what does not say why': ['InvalidTransactionError'],
  'the cause cannot come about': [
    'DoesNotTrackShardError',
    'EpochOutOfBoundsError',
    'InconsistentStateError',
    'InvalidAccountError',
    'NoNewBlocksError',
    'NoSyncedBlocksError',
    'NodeIsSyncingError',
    'NotSyncedYetError',
    'RequestRoutedError',
    'TooLargeContractStateError',
    'UnavailableShardError',
    'ValidatorInfoUnavailableError',
  ],
  'the kind cannot come about': [
    'ContractSizeExceededValidationActionError',
    'DeterministicStateInitValueLengthExceededActionError',
    'FlatStorageBlockNotSupportedError',
    'FunctionCallArgumentsLengthExceededActionError',
    'GasKeyAlreadyExistsActionError',
    'GasKeyPermissionInvalidActionError',
    'GasKeyTooManyNoncesRequestedActionError',
    'InvalidChainError',
    'InvalidDataReceiverIdReceiptActionError',
    'InvalidPredecessorIdReceiptActionError',
    'InvalidReceiverIdError',
    'InvalidReceiverIdReceiptActionError',
    'InvalidRefundToReceiptActionError',
    'InvalidSignerIdError',
    'InvalidSignerIdReceiptActionError',
    'MemTrieLoadingError',
    'MissingTrieValueError',
    'NumberInputDataDependenciesExceededReceiptActionError',
    'ReturnedValueLengthExceededReceiptActionError',
    'ShardStuckError',
    'StorageInconsistentStateError',
    'StorageInternalError',
    'UnexpectedTrieValueError',
  ],
}

test('near-api-js 7: every class is thrown, or cannot be', (t) => {
  const thrown = allKinds
    .filter(isReachable)
    .map(({ family, name }) => rows7[`${family}.${name}`]?.[0] ?? '')
  const accounted = [...thrown, ...callClasses7, ...Object.values(notThrown7).flat()]
  const own = accounted.filter((name) => name !== '' && name !== 'ProviderError')
  t.deepEqual(sorted(own), Object.keys(classes7).sort())
})

/** Types of near-api-js 5's schema that are no kinds of nearcore's any more, or never went over the wire. */
const foreign5 = ['BalanceMismatchError', 'Closed', 'Timeout']

type Schema5 = {
  readonly schema: Readonly<Record<string, string | { readonly subtypes: readonly string[] }>>
}

test('near-api-js 5: every type of its schema is a kind of the table, every text is one that is shown', (t) => {
  const require5 = createRequire(createRequire(import.meta.url).resolve('near-workspaces'))
  const schemaPath = require5
    .resolve('@near-js/utils')
    .replace(/index\.(c)?js$/, 'errors/rpc_error_schema.json')
  const { schema } = JSON.parse(readFileSync(schemaPath, 'utf8')) as Schema5
  const inTable = new Set(allKinds.map(({ name }) => name))
  const leaves = Object.entries(schema)
    .filter(([, type]) => typeof type === 'object' && type.subtypes.length === 0)
    .map(([name]) => name)
  t.true(leaves.length > 90)
  t.deepEqual(sorted(leaves.filter((name) => !inTable.has(name))), foreign5)
  const named = [...Object.keys(texts5), ...untexted5]
  t.deepEqual(
    named.filter((name) => !driven.has(name)),
    [],
  )
  t.deepEqual(
    named.filter((name) => !leaves.includes(name)),
    [],
  )
})

/** Classes of near-kit that no answer of a node alone leads to. */
const notThrownKit: Readonly<Record<string, readonly string[]>> = {
  'the base of others': ['NearError'],
  'thrown before anything is sent': [
    'InvalidAccountIdError',
    'InvalidKeyError',
    'SignatureError',
    'WalletError',
  ],
  'never thrown': ['GasLimitExceededError', 'InsufficientBalanceError', 'TransactionTimeoutError'],
  'HTTP 400 is thrown before the body is read': ['ParseError'],
  'HTTP 408 is thrown before the body is read': ['TimeoutError'],
  'HTTP 500 is thrown before the body is read': ['InternalServerError'],
  'the cause cannot come about': [
    'ContractStateTooLargeError',
    'InvalidAccountError',
    'NodeNotSyncedError',
    'ShardUnavailableError',
  ],
}

test('near-kit: every class is thrown, or cannot be', (t) => {
  const folder = dirname(fileURLToPath(import.meta.resolve('near-kit')))
  const classes = readFileSync(join(folder, 'errors/index.js'), 'utf8').matchAll(
    /export class (\w+)/g,
  )
  const own = Array.from(classes, ([, name = '']) => name)
  t.true(own.length > 25)
  const thrown = [
    ...Object.entries(causesKit).flatMap(([cause, [name]]) => (driven.has(cause) ? [name] : [])),
    ...['FunctionCallError', 'InvalidNonceError', 'InvalidTransactionError', 'NetworkError'],
  ]
  t.deepEqual(sorted([...thrown, ...Object.values(notThrownKit).flat()]), own.sort())
})
