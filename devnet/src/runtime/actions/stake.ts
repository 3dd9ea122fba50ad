import type { PublicKey } from '../../primitives/types.js'
import { minimumStakeYocto } from '../stakes/epochs.js'
import type { Account } from '../types/account.js'
import { ActionFailure } from './failure.js'
import type { ActionRun } from './run.js'

/** Locks what is missing for a stake and proposes it. */
export function stake(
  run: ActionRun,
  account: Account,
  { stakeYocto, publicKey }: { readonly stakeYocto: bigint; readonly publicKey: PublicKey },
): void {
  const { block, receipt, progress } = run
  const accountId = receipt.receiverId
  const increment = stakeYocto > account.lockedYocto ? stakeYocto - account.lockedYocto : 0n
  if (account.amountYocto < increment) {
    const short = {
      account_id: accountId,
      stake: `${stakeYocto}`,
      locked: `${account.lockedYocto}`,
      balance: `${account.amountYocto}`,
    }
    throw new ActionFailure({ TriesToStake: short })
  }
  if (stakeYocto === 0n && account.lockedYocto === 0n) {
    throw new ActionFailure({ TriesToUnstake: { account_id: accountId } })
  }
  const minimumYocto = minimumStakeYocto(block.epochs)
  if (stakeYocto > 0n && stakeYocto < minimumYocto) {
    const low = {
      account_id: accountId,
      stake: `${stakeYocto}`,
      minimum_stake: `${minimumYocto}`,
    }
    throw new ActionFailure({ InsufficientStake: low })
  }
  progress.proposal = { accountId, publicKey, stakeYocto }
  block.state.setAccount(accountId, {
    ...account,
    amountYocto: account.amountYocto - increment,
    lockedYocto: account.lockedYocto + increment,
  })
}
