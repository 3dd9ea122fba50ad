import { altBn128Functions } from './alt-bn128.js'
import { bls12381Functions } from './bls12381.js'
import { contextFunctions } from './context.js'
import { cryptoFunctions } from './crypto.js'
import type { HostFunction } from './define.js'
import { gasKeyFunctions } from './gas-keys.js'
import { outputFunctions } from './output.js'
import { promiseActionFunctions } from './promise-actions.js'
import { promiseKeyFunctions } from './promise-keys.js'
import { promiseFunctions } from './promises.js'
import { resultFunctions } from './results.js'
import { stateInitFunctions } from './state-init.js'
import { storageFunctions } from './storage.js'
import { universalStateInitFunctions } from './universal-state-init.js'
import { yieldFunctions } from './yields.js'

const all: readonly HostFunction[] = [
  ...altBn128Functions,
  ...bls12381Functions,
  ...contextFunctions,
  ...cryptoFunctions,
  ...gasKeyFunctions,
  ...outputFunctions,
  ...promiseActionFunctions,
  ...promiseFunctions,
  ...promiseKeyFunctions,
  ...resultFunctions,
  ...stateInitFunctions,
  ...storageFunctions,
  ...universalStateInitFunctions,
  ...yieldFunctions,
]

/** Host functions that exist at a protocol version, by name. */
export function hostFunctionsOf(protocolVersion: number): ReadonlyMap<string, HostFunction> {
  return new Map(
    all.filter(({ since }) => since <= protocolVersion).map((host) => [host.name, host]),
  )
}
