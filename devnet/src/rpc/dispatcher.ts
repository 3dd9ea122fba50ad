/** The method table. */

import { block, gasPrice } from './methods/block.js'
import { changes, changesInBlock } from './methods/changes.js'
import { chunk } from './methods/chunk.js'
import { clientConfig } from './methods/client-config.js'
import { genesisConfig, protocolConfig } from './methods/config.js'
import {
  advanceTime,
  impersonate,
  produceBlocks,
  revert,
  setTime,
  snapshot,
  trace,
} from './methods/devnet.js'
import { dumpState } from './methods/dump.js'
import {
  lightClientBlockProof,
  lightClientProof,
  nextLightClientBlock,
} from './methods/light-client.js'
import { query } from './methods/query.js'
import { receiptToTx } from './methods/receipt-to-tx.js'
import { fastForward, patchState } from './methods/sandbox.js'
import { broadcastTxAsync, broadcastTxCommit, sendTx } from './methods/send.js'
import { congestionLevel, maintenanceWindows, splitStorageInfo } from './methods/shard.js'
import { health, networkInfo, status } from './methods/status.js'
import { experimentalTxStatus, receipt, tx } from './methods/tx.js'
import { validators, validatorsOrdered } from './methods/validators.js'
import { viewMethods } from './methods/view.js'
import type { RpcContext, RpcMethod } from './node/context.js'
import { methodNotFound } from './wire/error.js'

const methods: ReadonlyMap<string, RpcMethod> = new Map<string, RpcMethod>([
  ['status', status],
  ['health', health],
  ['network_info', networkInfo],
  ['block', block],
  ['chunk', chunk],
  ['gas_price', gasPrice],
  ['query', query],
  ['send_tx', sendTx],
  ['broadcast_tx_async', broadcastTxAsync],
  ['broadcast_tx_commit', broadcastTxCommit],
  ['tx', tx],
  ['EXPERIMENTAL_tx_status', experimentalTxStatus],
  ['EXPERIMENTAL_receipt', receipt],
  ['EXPERIMENTAL_receipt_to_tx', receiptToTx],
  ['changes', changes],
  ['EXPERIMENTAL_changes', changes],
  ['block_effects', changesInBlock],
  ['EXPERIMENTAL_changes_in_block', changesInBlock],
  ['light_client_proof', lightClientProof],
  ['EXPERIMENTAL_light_client_proof', lightClientProof],
  ['EXPERIMENTAL_light_client_block_proof', lightClientBlockProof],
  ['next_light_client_block', nextLightClientBlock],
  ['client_config', clientConfig],
  ['maintenance_windows', maintenanceWindows],
  ['EXPERIMENTAL_maintenance_windows', maintenanceWindows],
  ['EXPERIMENTAL_congestion_level', congestionLevel],
  ['EXPERIMENTAL_split_storage_info', splitStorageInfo],
  ['validators', validators],
  ['EXPERIMENTAL_validators_ordered', validatorsOrdered],
  ...viewMethods,
  ['EXPERIMENTAL_protocol_config', protocolConfig],
  ['genesis_config', genesisConfig],
  ['EXPERIMENTAL_genesis_config', genesisConfig],
  ['sandbox_patch_state', patchState],
  ['sandbox_fast_forward', fastForward],
  ['devnet_snapshot', snapshot],
  ['devnet_revert', revert],
  ['devnet_setTime', setTime],
  ['devnet_advanceTime', advanceTime],
  ['devnet_produceBlocks', produceBlocks],
  ['devnet_impersonate', impersonate],
  ['devnet_trace', trace],
  ['devnet_dumpState', dumpState],
])

/** Runs one method; rejects with `RpcError` METHOD_NOT_FOUND when there is none of that name. */
export async function dispatch(
  context: RpcContext,
  methodName: string,
  params: unknown,
): Promise<unknown> {
  const method = methods.get(methodName)
  if (method === undefined) throw methodNotFound(methodName)
  return method(context, params)
}

/** Names of all methods served. */
export const methodNames: readonly string[] = [...methods.keys()]
