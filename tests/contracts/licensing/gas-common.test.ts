import { readWasm } from '@research-hub/scripts/demo/chain'
import test from 'ava'
import { accountOf, attempt, jsonOf } from '../../support/calls.js'
import { longestId, outboxGas, sharedGas } from '../../support/common-gas.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import { gasNotes, type Note, unmeasuredCalls } from '../../support/gas-notes.js'
import { buyArgs, earn, hashOf, plainTerms, sealedAsset } from '../../support/licensing-assets.js'
import {
  channelsId,
  competitionId,
  feePpm,
  type LicensingFixture,
  ladderId,
  licensingFixture,
  licensingId,
  ownerId,
  poolPpm,
  tokenId,
} from '../../support/licensing-fixture.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { dayNs, near } from '../../support/units.js'

/** Carries the contract's code: its hash and its deployment cost by the byte. */

test('INV-318 gas of shared, token and transfer calls by the longest ids is as recorded and at most 6 Tgas', async (t) => {
  const f = await licensingFixture('licensing-gas-common')
  const { gas, note, noteRefusal } = gasNotes(t, licensingId)
  const { devnet } = f
  const user = longestId(devnet, 'u')
  await devnet.createAccount(user, 1000n * near)
  await f.as(user).licensing.storage_deposit({}, 5n * near)
  await note('set_fees', f.as(ownerId).licensing.set_fees({ fee_ppm: feePpm, pool_ppm: poolPpm }))
  await pendingAssets(f, user, note)
  await transfers(f, user, note)
  const approval = { token_id: '1', account_id: user, msg: 'm'.repeat(4096) }
  await noteRefusal('nft_approve', f.as(user).licensing.nft_approve(approval, 1n))
  await tokenSales(f, user, note)
  await treasury(f, user, note)
  const names = ['owner', 'guardian', 'treasury', 'channels', 'competition', 'ladder']
  const shared = {
    contractId: licensingId,
    wasm: readWasm('licensing'),
    message: '',
    initArgs: (id: (letter: string) => string) => ({
      ...Object.fromEntries(names.map((name, at) => [`${name}_id`, id('abcdefgh'.charAt(at))])),
      fee_ppm: feePpm,
      pool_ppm: poolPpm,
    }),
  }
  const ofInit = await sharedGas(t, devnet, shared, note)
  matchSnapshot(t, 'licensing-gas-common', { ...gas, ...ofInit })
})

test('every call of the contract is among the recorded figures', (t) => {
  t.deepEqual(unmeasuredCalls('licensing'), [])
})

async function pendingAssets(f: LicensingFixture, user: string, note: Note): Promise<void> {
  for (const n of [1, 2]) {
    const entry = {
      cid: String(n),
      entry_id: '1',
      account_id: user,
      artifact_root: hashOf(`entry ${n}`),
      manifest_root: hashOf('manifest'),
      outbox_id: String(n),
    }
    await note(
      'register_from_entry, longest id',
      f.as(competitionId).licensing.register_from_entry(entry),
    )
  }
  await note('accept_asset', f.as(user).licensing.accept_asset({ asset_id: '1' }))
  await note('drop_pending', f.as(user).licensing.drop_pending({ asset_id: '2' }))
}

/** Of one licence among several, so that the last in each list moves to its place. */
async function transfers(f: LicensingFixture, user: string, note: Note): Promise<void> {
  const receiver = await f.devnet.createAccount(longestId(f.devnet, 'r'), 20n * near)
  await f.devnet.deploy(receiver, await fixtureWasm('nft-receiver'))
  const receiverId = receiver.accountId
  await f.as(receiverId).licensing.storage_deposit({}, near)
  const model = await sealedAsset(f, user)
  for (let i = 0; i < 3; i++) await f.as(user).licensing.buy_licence(buyArgs(model), 10_000n)
  const move = { receiver_id: receiverId, token_id: '1', memo: 'm'.repeat(256) }
  const asked = { ...move, msg: `return ${'x'.repeat(2041)}` }
  await note(
    'nft_transfer_call',
    f.as(user).licensing.nft_transfer_call(asked, 1n),
    'nft_resolve_transfer',
  )
  await note('nft_transfer, longest ids', f.as(user).licensing.nft_transfer(move, 1n))
  const token = { token_id: '2' }
  await note(
    'nft_revoke',
    f.as(user).licensing.nft_revoke({ ...token, account_id: receiverId }, 1n),
  )
  await note('nft_revoke_all', f.as(user).licensing.nft_revoke_all(token, 1n))
}

async function tokenSales(f: LicensingFixture, user: string, note: Note): Promise<void> {
  await f.as(user).licensing.hold_token({ token: tokenId })
  await f.as(user)[tokenId].mint({ account_id: user, amount: '1000000000' })
  const model = await sealedAsset(f, user, [], { ...plainTerms, token: tokenId })
  await f.as(user).licensing.open_flow({ asset_id: model.id, token: tokenId })
  const message = (method: string, args: object): string => JSON.stringify({ method, args })
  await note(
    'ft_on_transfer, buy_licence',
    f.sendTokens(user, tokenId, 10_000n, message('buy_licence', buyArgs(model))),
  )
  const revenue = message('record_revenue', { asset_id: model.id, outbox_id: '77' })
  await note('ft_on_transfer, record_revenue', f.sendTokens(channelsId, tokenId, 1_000n, revenue))
}

/** Residuals of an ended epoch, pool shares that the ladder refuses, and their end at the treasury. */
async function treasury(f: LicensingFixture, user: string, note: Note): Promise<void> {
  const { id } = await sealedAsset(f, user)
  await f.as(user).licensing.set_split_epoch(splitOf(f, id, user))
  await note(
    'set_next_pool',
    f.as(ownerId).licensing.set_next_pool({ pool_id: '18446744073709551615' }),
  )
  await earn(f, id, 10n ** 24n)
  await f.as(user).licensing.set_split_epoch(splitOf(f, id, user))
  f.devnet.advanceTime(7n * dayNs)
  await note('freeze_split', f.as(user).licensing.freeze_split({ asset_id: id }))
  const residual = { asset_id: id, epoch: 1, token: 'NEAR' }
  await note('claim_residual, ended epoch', f.as(user).licensing.claim_residual(residual))
  const flow = { asset_id: id, token: 'NEAR' }
  const setMode = (mode: string) => f.as(ladderId)[ladderId].set_mode({ mode })
  await setMode('failing')
  const forward = async (): Promise<string> => {
    const sent = await attempt(f.as(user).licensing.forward_pool_share(flow))
    await note('forward_pool_share, refused', sent, 'on_outbox, failed')
    return String(jsonOf(sent.value))
  }
  const outboxId = await forward()
  const { amount } = (await f.view('outbox_entry', { id: outboxId })) as { amount: string }
  const notification = { id: outboxId, amountYocto: BigInt(amount), setMode }
  await outboxGas(f.devnet, licensingId, accountOf(f.devnet, user), notification, note)
  await setMode('failing')
  await earn(f, id, 10n ** 24n)
  await forward()
  f.devnet.advanceTime(91n * dayNs)
  await f.as(ownerId).licensing.set_next_pool({ pool_id: '0' })
  await earn(f, id, 10n ** 24n)
  await note('claim_treasury', f.as(user).licensing.claim_treasury(flow))
}

/** As many shares as a record holds. */
function splitOf({ devnet }: LicensingFixture, id: string, residualId: string): object {
  const letters = Array.from('abcdefghij')
  const shares = letters.map((letter) => ({ account_id: longestId(devnet, letter), share: '1' }))
  return { asset_id: id, total: '20', residual_id: residualId, shares }
}
