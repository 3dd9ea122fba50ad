import {
  accountBytes,
  byteCostYocto,
  newAccount,
  registrationYocto,
  saveAccount,
} from '../../common/state/account.js'
import { initGovernance } from '../../common/state/governance.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { type Config, saveConfig } from '../state/config.js'
import { saveFees } from '../state/fees.js'

/** The fee recipient is registered at the contract's own cost, with a byte more so that it stays. */
export function setUp(ownerId: string, guardianId: string, config: Config): void {
  initGovernance(ownerId, guardianId)
  saveConfig(config)
  saveFees(near, 0n)
  const { feeRecipientId, feeBps } = config
  const storageYocto = registrationYocto + byteCostYocto
  saveAccount(feeRecipientId, { ...newAccount, storageYocto, usedBytes: 1n })
  changeTotals(near, { usedBytes: accountBytes(feeRecipientId), storage: storageYocto })
  emit('initialized', { owner_id: ownerId, fee_bps: feeBps })
}
