/** What the configuration wants on chain. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ContractName, contractNames, type HubContracts } from '@research-hub/sdk'
import { base58 } from '@scure/base'
import type { HubConfig } from '../config.js'
import { findRoot } from '../root.js'

export type Target = {
  readonly name: ContractName
  readonly accountId: string
  readonly wasm: Uint8Array
  /** Base58 of its SHA-256, as `view_account` shows it. */
  readonly codeHash: string
  readonly initArgs: Readonly<Record<string, unknown>>
}

/** An account that a contract of the hub must know before its neighbour can be served. */
export type Registration = { readonly contract: ContractName; readonly accountId: string }

export type Authorities = {
  readonly ownerId: string
  readonly guardianId: string
  readonly treasuryId: string
}

export type Desired = {
  readonly ids: HubContracts
  readonly targets: readonly Target[]
  readonly registrations: readonly Registration[]
}

/** Reads the wasm of `npm run build`; `overrides` replaces arguments of `init` by contract. */
export function desiredState(
  config: HubConfig,
  rootId: string,
  authorities: Authorities,
  overrides: Partial<Record<ContractName, Readonly<Record<string, unknown>>>> = {},
): Desired {
  const ids = Object.fromEntries(
    contractNames.map((name) => [name, `${config.contracts[name].account}.${rootId}`]),
  ) as HubContracts
  const args = initArgs(config, ids, authorities)
  const targets = contractNames.map((name) => {
    const wasm = new Uint8Array(readFileSync(join(findRoot(), 'build', `${name}.wasm`)))
    const codeHash = base58.encode(createHash('sha256').update(wasm).digest())
    return {
      name,
      accountId: ids[name],
      wasm,
      codeHash,
      initArgs: { ...args[name], ...overrides[name] },
    }
  })
  // A winner's pending asset is kept at the competition's cost until its owner takes it over.
  return { ids, targets, registrations: [{ contract: 'licensing', accountId: ids.competition }] }
}

function initArgs(
  { contracts }: HubConfig,
  ids: HubContracts,
  { ownerId, guardianId, treasuryId }: Authorities,
): Readonly<Record<ContractName, Readonly<Record<string, unknown>>>> {
  const authorities = { owner_id: ownerId, guardian_id: guardianId }
  const { channels, ladder, licensing, attestation } = contracts
  return {
    channels: {
      ...authorities,
      fee_bps: channels.feeBps,
      fee_recipient_id: treasuryId,
      licensing_id: ids.licensing,
    },
    competition: {
      ...authorities,
      ladder_id: ids.ladder,
      licensing_id: ids.licensing,
      tiers: ladder.tiers.length,
    },
    ladder: {
      ...authorities,
      competition_id: ids.competition,
      licensing_id: ids.licensing,
      tiers: ladder.tiers.map(({ kappaBps, relegateBps, promoteBps, fastPlaces, ...tier }) => ({
        ...tier,
        kappa_bps: kappaBps,
        relegate_bps: relegateBps,
        promote_bps: promoteBps,
        fast_places: fastPlaces,
      })),
      season_s: ladder.seasonSeconds,
      standing_s: ladder.standingSeconds,
      offer_s: ladder.offerSeconds,
      veto_s: ladder.vetoSeconds,
    },
    licensing: {
      ...authorities,
      treasury_id: treasuryId,
      channels_id: ids.channels,
      competition_id: ids.competition,
      ladder_id: ids.ladder,
      fee_ppm: licensing.feePpm,
      pool_ppm: licensing.poolPpm,
    },
    attestation: {
      ...authorities,
      root_key: attestation.rootKey,
      timelock_s: attestation.timelockSeconds,
      ...(attestation.testRoot === true ? { test_root: true } : {}),
    },
  }
}
