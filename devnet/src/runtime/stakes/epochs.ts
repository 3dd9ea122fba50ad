/**
 * Who holds stake in which epoch (nearcore `chain/epoch-manager`). All blocks are made by the one
 * validator of the genesis; others that stake enough hold their seats as if they never missed a
 * block, and nobody earns rewards.
 */
import type { AccountId } from '../../primitives/types.js'
import type { ChainOptions } from '../types/chain.js'
import type { EpochInfo, Epochs, StakeProposal, Stakes } from '../types/stakes.js'
import { genesisStakeYocto } from './validator-stake.js'

/** Share of all stake that a seat needs, and part of a seat's price that may be staked at all. */
const minimumStakeRatio = { numerator: 1n, denominator: 6_250n }
const minimumStakeDivisor = 10n
/** Block producers, chunk producers and chunk validators. */
const seatCounts = [50, 100, 300] as const
const noStakes: Stakes = new Map()

/** Number of the epoch that holds a block: the genesis block alone is 0. */
export function epochNumber(epochLength: bigint, height: bigint): bigint {
  return height === 0n ? 0n : (height - 1n) / epochLength + 1n
}

/** nearcore's epoch height: that of the genesis holds for the first two epochs too. */
export function epochHeightOf(epochLength: bigint, height: bigint): bigint {
  const number = epochNumber(epochLength, height)
  return number <= 2n ? 1n : number - 1n
}

export function genesisEpochs(options: ChainOptions): Epochs {
  const stakeYocto = genesisStakeYocto(options)
  const proposals = stakeYocto === 0n ? noStakes : new Map([[options.validatorId, stakeYocto]])
  const info = decide(emptyInfo, proposals)
  return { current: info, next: info, proposals: noStakes, unreported: [] }
}

/** The least yocto that a stake action may ask for in a block of this epoch. */
export function minimumStakeYocto({ next }: Epochs): bigint {
  return next.seatPriceYocto / minimumStakeDivisor
}

export function totalStakeYocto({ validators }: EpochInfo): bigint {
  let sum = 0n
  for (const stake of validators.values()) sum += stake
  return sum
}

export type BlockEntry = {
  readonly epochs: Epochs
  /** What must stay locked, by account, in the order of its epochs; at epoch starts only. */
  readonly heldStakes: readonly Stakes[]
}

/** Reports what the last block proposed and passes into the epoch of the block at `height`. */
export function enterBlock(
  epochs: Epochs,
  epochLength: bigint,
  previousHeight: bigint,
  height: bigint,
): BlockEntry {
  const passed = epochNumber(epochLength, height) - epochNumber(epochLength, previousHeight)
  // The genesis decided on the first two epochs; nothing was proposed before it.
  const decided = previousHeight === 0n ? passed - 1n : passed
  if (decided <= 0n) return { epochs: report(epochs), heldStakes: [] }
  // Without proposals and rewards every further epoch is like the fourth.
  const steps = decided < 4n ? Number(decided) : 4
  const heldStakes: Stakes[] = []
  let now = epochs
  for (let i = 0; i < steps; i++) {
    const later = decide(now.next, now.proposals)
    heldStakes.push(heldBy([now.current, now.next, later], stakesOf(now.unreported)))
    now = { current: now.next, next: later, proposals: stakesOf(now.unreported), unreported: [] }
  }
  return { epochs: now, heldStakes }
}

function report(epochs: Epochs): Epochs {
  const { proposals, unreported } = epochs
  if (unreported.length === 0) return epochs
  const merged = new Map([...proposals, ...stakesOf(unreported)])
  return { ...epochs, proposals: merged, unreported: [] }
}

function stakesOf(proposals: readonly StakeProposal[]): Stakes {
  return new Map(proposals.map(({ accountId, stakeYocto }) => [accountId, stakeYocto]))
}

/** nearcore `compute_stake_return_info`: the most of three epochs, or what was proposed just now. */
function heldBy(infos: readonly EpochInfo[], unreported: Stakes): Stakes {
  const held = new Map<AccountId, bigint>()
  for (const { stakeChange } of infos) {
    for (const [accountId, stake] of stakeChange) {
      const most = held.get(accountId) ?? unreported.get(accountId) ?? 0n
      held.set(accountId, stake > most ? stake : most)
    }
  }
  return held
}

const emptyInfo: EpochInfo = { validators: noStakes, stakeChange: noStakes, seatPriceYocto: 0n }

/** nearcore `proposals_to_epoch_info`; with nobody left the epoch before is repeated. */
function decide(previous: EpochInfo, proposals: Stakes): EpochInfo {
  const stakeChange = new Map<AccountId, bigint>(proposals)
  for (const [accountId, stake] of previous.validators)
    if (!proposals.has(accountId)) stakeChange.set(accountId, stake)
  const wanted = [...stakeChange].filter(([, stake]) => stake > 0n).sort(byStake)
  const selections = seatCounts.map((seats) => select(wanted, seats))
  const validators = new Map(selections.flatMap(({ chosen }) => chosen))
  if (validators.size === 0) return previous
  for (const accountId of stakeChange.keys())
    if (!validators.has(accountId)) stakeChange.set(accountId, 0n)
  const prices = selections.map(({ priceYocto }) => priceYocto)
  return { validators, stakeChange, seatPriceYocto: prices.reduce((a, b) => (a < b ? a : b)) }
}

type Proposal = readonly [AccountId, bigint]

function byStake([leftId, left]: Proposal, [rightId, right]: Proposal): number {
  if (left !== right) return left > right ? -1 : 1
  return leftId < rightId ? -1 : 1
}

/** Seats go to the largest stakes, as long as each has its share of all those before it. */
function select(
  sorted: readonly Proposal[],
  seats: number,
): { readonly chosen: readonly Proposal[]; readonly priceYocto: bigint } {
  const { numerator, denominator } = minimumStakeRatio
  const chosen: Proposal[] = []
  let total = 0n
  for (const proposal of sorted.slice(0, seats)) {
    const [, stake] = proposal
    if (stake * denominator <= numerator * (total + stake)) break
    chosen.push(proposal)
    total += stake
  }
  const last = chosen.at(-1)
  if (last !== undefined && chosen.length === seats) return { chosen, priceYocto: last[1] + 1n }
  const rest = denominator - numerator
  return { chosen, priceYocto: (total * numerator + rest - 1n) / rest }
}
