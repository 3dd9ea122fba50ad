/**
 * Every kind of error that the devnet can give, over HTTP: the node's JSON to the letter, and what
 * three clients make of it - class, text and members.
 */
import anyTest, { type ExecutionContext, type TestFn } from 'ava'
import { PublicKey } from 'near-api-js'
import { type Client, type ClientName, type Clients, startClients, thrownBy } from './clients.js'
import type { Expected } from './expected.js'
import { hostErrorContract, hostScenes } from './host-errors.js'
import { isReachable, type Reachable } from './kind.js'
import { expected5 } from './near-api-js-5.js'
import { expected7 } from './near-api-js-7.js'
import { expectedKit } from './near-kit.js'
import type { Json, Provocation } from './provocation.js'
import { Stage } from './stage.js'
import { allKinds } from './table.js'
import { unknownBlocks } from './unknown-blocks.js'
import { viewedModules } from './viewed-modules.js'

const test = anyTest as TestFn<{ readonly stage: Stage }>

test.before(async (t) => {
  Object.assign(t.context, { stage: await Stage.start() })
})

test.after.always(async (t) => {
  await t.context.stage.close()
})

/** Status and body of the node's answer. */
async function answer(url: string, method: string, params: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  return { status: response.status, body: (await response.json()) as Body }
}

type Body = {
  readonly error?: { readonly name: string; readonly cause: object; readonly data: unknown }
  readonly result?: {
    readonly receipts_outcome: readonly {
      readonly outcome: {
        readonly executor_id: string
        readonly status: { readonly Failure?: unknown }
      }
    }[]
  }
}

/** The node's own words. Runs a transaction the first time; later it gives the same again. */
async function checkAnswer(t: ExecutionContext, label: string, url: string, provoked: Provocation) {
  if (provoked.via === 'answered') {
    const { status, body } = await answer(url, provoked.method, provoked.params)
    t.is(status, provoked.status, label)
    t.deepEqual(body.error as unknown, provoked.error, label)
    return
  }
  const signed_tx_base64 = Buffer.from(provoked.bytes).toString('base64')
  const { status, body } = await answer(url, 'send_tx', { signed_tx_base64, wait_until: 'FINAL' })
  t.is(status, 200, label)
  if (provoked.via === 'refused') {
    const error = {
      name: 'HANDLER_ERROR',
      cause: { name: 'INVALID_TRANSACTION', info: {} },
      code: -32_000,
      message: 'Server error',
      data: { TxExecutionError: { InvalidTxError: provoked.error } },
    }
    t.deepEqual(body.error as unknown, error, label)
    return
  }
  const failed = body.result?.receipts_outcome.find(({ outcome }) => outcome.status.Failure)
  const failure = { ActionError: { index: provoked.index, kind: provoked.kind } }
  t.deepEqual(failed?.outcome.status.Failure, failure, label)
  t.is(failed?.outcome.executor_id, provoked.receiverId, label)
}

/** Amounts and keys that the client has parsed, as the node wrote them. */
function plain(value: unknown): unknown {
  if (value instanceof PublicKey) return value.toString()
  return typeof value === 'bigint' ? `${value}` : value
}

async function checkClient(
  t: ExecutionContext,
  label: string,
  client: Client,
  provoked: Provocation,
  expected: Expected,
): Promise<void> {
  const error = await thrownBy(client, provoked)
  t.is(error.constructor.name, expected.className, label)
  const { message } = expected
  if (typeof message === 'string') t.is(error.message, message, label)
  else if ('json' in message) t.deepEqual(JSON.parse(error.message), message.json, label)
  else checkParts(t, label, error.message, message)
  const thrown: Readonly<Record<string, unknown>> = { ...error }
  for (const [name, value] of Object.entries(expected.members))
    t.deepEqual(plain(thrown[name]), value, `${label} ${name}`)
}

/** `name (part, part)`, the parts in any order. */
function checkParts(
  t: ExecutionContext,
  label: string,
  text: string,
  { name, parts }: { readonly name: string; readonly parts: readonly string[] },
): void {
  t.true(text.startsWith(`${name} (`) && text.endsWith(')'), label)
  const shown = text.slice(name.length + 2, -1).split(', ')
  t.deepEqual(shown.sort(), [...parts].sort(), label)
}

const clientsOf = new Map<Stage, Promise<Clients>>()

function clientsOn(stage: Stage): Promise<Clients> {
  const clients = clientsOf.get(stage) ?? startClients(stage.url)
  clientsOf.set(stage, clients)
  return clients
}

const expectations: Readonly<
  Record<ClientName, (kind: Reachable, provoked: Provocation) => Expected>
> = {
  'near-api-js 7': expected7,
  'near-api-js 5': (_, provoked) => expected5(provoked),
  'near-kit': (_, provoked) => expectedKit(provoked),
}
const clientNames: readonly ClientName[] = ['near-api-js 7', 'near-api-js 5', 'near-kit']

for (const family of new Set(allKinds.map((kind) => kind.family))) {
  const reachable = allKinds.filter(isReachable).filter((kind) => kind.family === family)
  if (reachable.length === 0) continue
  test.serial(`${family}: each kind, by the node and by three clients`, async (t) => {
    for (const kind of reachable) {
      const label = `${family}.${kind.name}`
      const provoked = await kind.provoke(t.context.stage)
      await checkAnswer(t, label, provoked.on.url, provoked)
      const clients = await clientsOn(provoked.on)
      for (const name of clientNames) {
        const expected = expectations[name](kind, provoked)
        await checkClient(t, `${label} by ${name}`, clients[name], provoked, expected)
      }
    }
  })
}

/** A view call that fails, in both ways to make one. */
async function checkView(
  t: ExecutionContext,
  stage: Stage,
  [accountId, method]: readonly [string, string],
  debug: string,
  error: Json,
): Promise<void> {
  const provoked = stage.executionError(accountId, method, debug, error)
  const clients = await clientsOn(stage)
  await checkAnswer(t, debug, stage.url, provoked)
  for (const name of clientNames) {
    const expected = expectations[name](anyCall, provoked)
    await checkClient(t, `${debug} by ${name}`, clients[name], provoked, expected)
  }
  // The older way has the text in a result.
  const request = { request_type: 'call_function', ...provoked.params }
  const text = `wasm execution failed with error: ${debug}`
  const { body } = await answer(stage.url, 'query', request)
  t.is((body.result as unknown as { readonly error: string }).error, text)
  const older = { ...provoked, method: 'query', params: request }
  const thrown = await thrownBy(clients['near-api-js 7'], older)
  t.deepEqual(
    [thrown.constructor.name, thrown.message],
    debug === 'MethodResolveError(MethodNotFound)'
      ? [
          'ContractMethodNotFoundError',
          `Contract method is not found at block height ${stage.position().block_height}`,
        ]
      : ['RpcError', text],
  )
  const failed = await t.throwsAsync(stage.kit().view(accountId, method, new Uint8Array(0)))
  const place = method === '' ? accountId : `${accountId}.${method}`
  t.is(failed.message, `Contract call failed: ${place} - ${text}`)
}

const anyCall: Reachable = {
  family: 'FunctionCallError',
  name: 'ExecutionError',
  provoke: () => Promise.reject(new Error('not to be provoked')),
}

test.serial('views: host errors in the words that nearcore has for its logs', async (t) => {
  const { stage } = t.context
  const { accountId } = await stage.contract('host', hostErrorContract)
  for (const [name, { text, debug }] of Object.entries(hostScenes)) {
    if (debug === undefined) continue
    await checkView(t, stage, [accountId, name], `HostError(${debug})`, { ExecutionError: text })
  }
})

test.serial('views: modules that are refused or trap', async (t) => {
  const { stage } = t.context
  for (const [i, { wasm, method, debug, error }] of viewedModules.entries()) {
    const { accountId } = await stage.contract(`viewed${i}`, () => wasm)
    await checkView(t, stage, [accountId, method], debug, error)
  }
  const missing = { CompilationError: { CodeDoesNotExist: { account_id: 'test.near' } } }
  const provoked = stage.executionError(
    'test.near',
    'main',
    'CompilationError(CodeDoesNotExist { account_id: "test.near" })',
    missing,
  )
  await checkAnswer(t, 'no code', stage.url, provoked)
  const clients = await clientsOn(stage)
  const request = { request_type: 'call_function', ...provoked.params }
  const older = { ...provoked, method: 'query', params: request }
  for (const [name, className] of [
    ['near-api-js 7', 'ContractCodeDoesNotExistError'],
    ['near-api-js 5', 'ServerError'],
  ] as const) {
    t.is((await thrownBy(clients[name], older)).constructor.name, className)
  }
})

test.serial('UNKNOWN_BLOCK: each method has its own data', async (t) => {
  const { stage } = t.context
  const clients = await clientsOn(stage)
  for (const { method, params, info = {}, data } of unknownBlocks) {
    const provoked = stage.answered(method, params, { name: 'UNKNOWN_BLOCK', info }, data)
    await checkAnswer(t, method, stage.url, provoked)
    const thrown = await Promise.all(clientNames.map((name) => thrownBy(clients[name], provoked)))
    t.deepEqual(
      thrown.map((error) => error.constructor.name),
      [
        'UnknownBlockError',
        typeof data === 'string' ? 'TypedError' : 'ServerError',
        'UnknownBlockError',
      ],
      method,
    )
  }
})
