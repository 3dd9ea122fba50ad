import { readWasm } from '@research-hub/scripts/demo/chain'
import { createTestCa } from '@research-hub/sdk/attestation/testing'
import test from 'ava'
import {
  attestationFixture,
  registryId,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { initGas, longestId, storageGas, upgradeGas } from '../../support/common-gas.js'
import { gasNotes, unmeasuredCalls } from '../../support/gas-notes.js'
import { matchSnapshot } from '../../support/snapshot.js'

/** Carries the contract's code: its hash and its deployment cost by the byte. */

test('INV-409 gas of set-up, upgrades and callbacks is as recorded', async (t) => {
  const f = await attestationFixture({ seed: 'gas-common', isReady: false })
  const { devnet } = f
  const { gas, note } = gasNotes(t, registryId)
  await storageGas(devnet, registryId, note)
  await upgradeGas(devnet, f.account('self'), f.account('owner'), readWasm('attestation'), note)
  const { gas: ofInit, note: noteInit } = gasNotes(t, longestId(devnet, 'i'))
  const { rootKey } = createTestCa('gas-common', startS)
  await initGas(
    devnet,
    readWasm('attestation'),
    (id) => ({
      owner_id: id('o'),
      guardian_id: id('g'),
      root_key: rootKey,
      timelock_s: timelockS,
      test_root: true,
    }),
    noteInit,
  )
  matchSnapshot(t, 'attestation-gas-common', { ...gas, ...ofInit })
})

test('every call of the contract is among the recorded figures', (t) => {
  t.deepEqual(unmeasuredCalls('attestation'), [])
})
