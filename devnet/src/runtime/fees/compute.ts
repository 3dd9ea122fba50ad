/**
 * Compute is what blocks are filled by: gas, but more or less for what takes a machine longer or
 * shorter than its gas says (nearcore `ParameterCost`, core/parameters/src/cost.rs). All functions give
 * the difference from the gas burnt.
 */
import { nonceLength } from '../../primitives/gas-key.js'
import type { Action } from '../../primitives/types.js'
import type { ExtCost, ProtocolConfig } from '../../vm/types/config.js'
import type { GasProfile } from '../../vm/types/interface.js'

/** Of a contract call, by what its profile says of each host cost. */
export function extraCallCompute(config: ProtocolConfig, profile: GasProfile): bigint {
  let extra = 0n
  for (const [cost, gas] of profile) {
    if (!isHostCost(config, cost)) continue
    const each = config.compute[cost]
    if (each !== undefined) extra += (gas * each) / config.ext[cost] - gas
  }
  return extra
}

function isHostCost({ ext }: ProtocolConfig, name: string): name is ExtCost {
  return name in ext
}

/** Of an action itself, without what it calls. */
export function extraActionCompute(config: ProtocolConfig, action: Action): bigint {
  if (action.kind !== 'DeployContract') return 0n
  const { deployContractBase, deployContractByte } = config.fees
  const [base, byte] = config.deployCompute
  const length = BigInt(action.code.length)
  return base - deployContractBase.execution + length * (byte - deployContractByte.execution)
}

/** Of taking in a global contract, which burns no gas. */
export function distributionCompute(config: ProtocolConfig, codeLength: number): bigint {
  const [base, byte] = config.distributionCompute
  return base + BigInt(codeLength) * byte
}

/** Of removing nonces of gas keys, whose keys in the trie have so many bytes together. */
export function nonceRemovalCompute(
  { compute, ext }: ProtocolConfig,
  count: number,
  keyBytes: number,
): bigint {
  const each = (cost: ExtCost): bigint => compute[cost] ?? ext[cost]
  return (
    BigInt(count) * each('storage_remove_base') +
    BigInt(keyBytes) * each('storage_remove_key_byte') +
    BigInt(count * nonceLength) * each('storage_remove_ret_value_byte')
  )
}
