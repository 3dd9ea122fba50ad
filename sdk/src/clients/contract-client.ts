import { sendCall } from './call-method.js'
import type { Client } from './client.js'
import type { MethodTable } from './method.js'
import type { ContractName } from './reader.js'
import { contractViews, rowsOf } from './view-method.js'

/** A contract's methods as functions, made from its table. */
export function contractClient<Actions>(
  client: Client,
  contract: ContractName,
  methods: MethodTable<Actions>,
): Actions {
  const calls = rowsOf(methods).flatMap(([name, method]) =>
    method.kind === 'call'
      ? [
          [
            name,
            async (...given: readonly unknown[]) =>
              sendCall(client, client.contracts[contract], method, given),
          ],
        ]
      : [],
  )
  return { ...contractViews(client, contract, methods), ...Object.fromEntries(calls) } as Actions
}
