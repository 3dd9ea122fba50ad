/**
 * Every answer of the RPC against the schemas that are made from nearcore's OpenAPI, member by
 * member: nothing of the wrong type, nothing that a node does not send, nothing left out that it
 * always sends, but for the differences that `schema-known.ts` explains.
 */
import test, { type ExecutionContext } from 'ava'
import * as z from 'zod/mini'
import { variedChain } from './schema-chain.js'
import { causeMembers } from './schema-errors.js'
import { type Known, known } from './schema-known.js'
import { type Request, readingRequests, sendingRequests } from './schema-requests.js'
import { type Difference, differences } from './schema-walk.js'

/** By name, because the package's own declarations take seconds to check. */
const schemaPackage: string = '@near-js/jsonrpc-types'

type Schema = z.ZodMiniType
type Schemas = {
  readonly VALIDATION_SCHEMA_MAP: Readonly<
    Record<string, { readonly responseSchema: () => Schema } | undefined>
  >
  readonly RpcErrorSchema: () => Schema
  readonly RpcQueryResponseSchema: () => Schema
}

type Answer = {
  readonly error?: {
    readonly name: string
    readonly cause: { readonly name: string; readonly info?: object }
  }
}

for (const profile of ['86', '87', 'classic'] as const) {
  test(`answers fit nearcore's schemas: profile ${profile}`, async (t) => {
    const schemas: Schemas = await import(schemaPackage)
    const chain = await variedChain(t, { profile })
    const found = new Map<string, { readonly difference: Difference; readonly example: string }>()
    const causes = new Set<string>()
    const check = async (request: Request): Promise<void> => {
      const answer = await ask(chain.url, request)
      if (answer.error !== undefined) causes.add(checkCause(t, request, answer.error))
      for (const difference of differences(schemaOf(schemas, request[0]), answer, request[0])) {
        const name = `${difference.kind} ${difference.path}`
        if (found.has(name)) continue
        const example = `${JSON.stringify(request)} gives ${JSON.stringify(answer)}`
        found.set(name, { difference, example })
      }
    }
    for (const request of readingRequests(chain)) await check(request)
    for await (const request of sendingRequests(chain)) await check(request)

    const expected = known.filter(({ only }) => only?.includes(profile) ?? true)
    const unexplained = [...found.values()].filter(
      ({ difference }) => !expected.some((entry) => covers(entry, difference)),
    )
    t.deepEqual(
      unexplained.map(({ difference, example }) => ({ ...difference, example })),
      [],
    )
    // An entry that explains nothing is out of date.
    const seen = Array.from(found.values(), ({ difference }) => difference)
    const unseen = expected.flatMap(({ kind, at }) =>
      at
        .filter((end) => !seen.some((difference) => covers({ kind, at: [end] }, difference)))
        .map((end) => `${kind} ${end}`),
    )
    t.deepEqual(unseen, [])
    t.true(causes.size > 12, [...causes].join())
  })
}

function covers({ kind, at }: Pick<Known, 'kind' | 'at'>, difference: Difference): boolean {
  return (
    kind === difference.kind &&
    at.some((end) => difference.path === end || difference.path.endsWith(`.${end}`))
  )
}

async function ask(url: string, [method, params]: Request): Promise<Answer> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 'schema', method, params })
  const response = await fetch(url, { method: 'POST', body })
  return (await response.json()) as Answer
}

/** Methods that are newer than the schemas are checked for their envelope and, if a view, its result. */
function schemaOf(schemas: Schemas, method: string): Schema {
  const mapped = schemas.VALIDATION_SCHEMA_MAP[method]
  if (mapped !== undefined) return mapped.responseSchema()
  const isView = method.startsWith('EXPERIMENTAL_view') || method.startsWith('EXPERIMENTAL_call')
  const result = isView ? schemas.RpcQueryResponseSchema() : z.unknown()
  return z.intersection(
    z.union([z.object({ result }), z.object({ error: schemas.RpcErrorSchema() })]),
    z.object({ id: z.string(), jsonrpc: z.string() }),
  )
}

/** The schemas leave a handler error's cause open; nearcore's types name its members. */
function checkCause(
  t: ExecutionContext,
  request: Request,
  { name, cause }: NonNullable<Answer['error']>,
): string {
  const sent = Object.keys(cause.info ?? {}).toSorted()
  const expected = causeMembers(name, cause.name, request[0])
  t.deepEqual(sent, expected, `${cause.name} of ${JSON.stringify(request)}`)
  return cause.name
}
