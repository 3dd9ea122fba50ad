/** What entrants and whoever acts for them come to. */
import type { Phase } from '@research-hub/contracts/competition/interface'
import type { Command, EntryCommand } from './commands.js'
import { drawOrder } from './draw.js'
import { credit, dueTo, heldOf, judged, notify } from './money.js'
import { bond, type Entry, evaluators, type Model, maxEntrants, minSeason } from './state.js'

export const nameOf = (who: number): string => `res${who}.hub.near`
export const isBeforeReveal = (phase: Phase): boolean =>
  phase === 'draft' || phase === 'registration' || phase === 'commit'
export const isOff = (phase: Phase): boolean => phase === 'cancelled' || phase === 'void'

export function apply(
  model: Model,
  command: Extract<Command, { readonly kind: 'apply' }>,
  phase: Phase,
): string {
  const { who } = command
  const { admission, isInTokens } = model.variant
  if (phase !== 'registration') return 'ERR_PHASE'
  if (command.pay === 'short') return 'ERR_BOND'
  if (model.entries.has(who)) return 'ERR_ENTRY_EXISTS'
  if (admission === 'seat' && (model.seats.get(who) ?? -1) < minSeason) return 'ERR_SEAT_MISSING'
  if (isInTokens && !model.holders.has(who)) return 'ERR_TOKEN_NOT_HELD'
  model.lastEntryId += 1
  const isAdmitted = admission !== 'list' && model.admitted < maxEntrants
  model.entries.set(who, {
    id: model.lastEntryId,
    status: isAdmitted ? 'admitted' : 'applied',
    sequence: -1,
    artifact: who,
    scores: [undefined, undefined, undefined, undefined],
    score: -1,
    flagged: [false, false, false, false],
    prizeRank: 0,
    isPaid: false,
    isRegistered: false,
    areCreditsSent: false,
  })
  model.locked.near += bond
  if (isAdmitted) model.admitted += 1
  return ''
}

/** Takes an entry out before its reveal. */
function takeOut(model: Model, who: number, entry: Entry): void {
  model.entries.delete(who)
  if (entry.status !== 'applied') model.admitted -= 1
  model.locked.near -= bond
  credit(model, nameOf(who), bond)
}

export function list(
  model: Model,
  command: Extract<Command, { readonly kind: 'admit' | 'deny' }>,
  phase: Phase,
): string {
  const { whos } = command
  if (command.by !== 'organiser') return 'ERR_NOT_SERIES_OWNER'
  if (!isBeforeReveal(phase)) return 'ERR_PHASE'
  if (model.variant.admission !== 'list') return 'ERR_ADMISSION'
  if (whos.some((who, i) => i > 0 && who < (whos[i - 1] ?? 0))) return 'ERR_NOT_ASCENDING'
  if (command.kind === 'admit' && phase !== 'registration') return 'ERR_PHASE'
  const isFull = command.kind === 'admit' && model.admitted + whos.length > maxEntrants
  if (isFull) return 'ERR_FULL'
  for (const who of whos) {
    const entry = model.entries.get(who)
    if (entry === undefined) return 'ERR_ENTRY_NOT_FOUND'
    if (entry.status !== 'applied') return 'ERR_ENTRY_STATUS'
  }
  for (const who of whos) {
    const entry = model.entries.get(who)
    if (entry === undefined) continue
    if (command.kind === 'deny') takeOut(model, who, entry)
    else {
      entry.status = 'admitted'
      model.admitted += 1
    }
  }
  return ''
}

/** Leaves a place after registration: the record stays, and a part of the bond. */
function giveUp(model: Model, who: number, entry: Entry): void {
  entry.status = 'withdrawn'
  model.admitted -= 1
  model.withdrawn += 1
  const back = bond - heldOf(entry)
  model.locked.near -= back
  credit(model, nameOf(who), back)
}

export function onEntry(model: Model, command: EntryCommand, phase: Phase, cid: string): string {
  const wanted: Partial<Record<EntryCommand['kind'], readonly Phase[]>> = {
    take: ['registration', 'commit'],
    request: ['commit'],
    commit: ['commit'],
    reveal: ['reveal'],
    tally: ['challenge', 'results'],
    claim: ['final', 'closed'],
    register: ['final', 'closed'],
    close: ['closed', 'cancelled', 'void'],
  }
  if (wanted[command.kind]?.includes(phase) === false) return 'ERR_PHASE'
  if (command.kind === 'take' && model.variant.admission === 'list') return 'ERR_ADMISSION_LIST'
  const entry = model.entries.get(command.who)
  if (entry === undefined) return 'ERR_ENTRY_NOT_FOUND'
  switch (command.kind) {
    case 'withdraw': {
      const isLate =
        entry.status === 'applied'
          ? phase === 'final' || phase === 'closed'
          : !isBeforeReveal(phase)
      if (isLate) return 'ERR_PHASE'
      if (entry.status === 'withdrawn') return 'ERR_ENTRY_STATUS'
      if (entry.status !== 'applied' && phase === 'commit') giveUp(model, command.who, entry)
      else takeOut(model, command.who, entry)
      if (entry.areCreditsSent) notify(model, 'ladder')
      return ''
    }
    case 'take':
      if (entry.status !== 'applied') return 'ERR_ENTRY_STATUS'
      if (model.admitted >= maxEntrants) return 'ERR_FULL'
      entry.status = 'admitted'
      model.admitted += 1
      return ''
    case 'request':
      if (!['admitted', 'committed'].includes(entry.status) || entry.areCreditsSent)
        return 'ERR_NO_CREDITS'
      entry.areCreditsSent = true
      notify(model, 'ladder')
      return ''
    case 'commit':
      if (entry.status !== 'admitted') return 'ERR_ENTRY_STATUS'
      entry.status = 'committed'
      entry.sequence = model.commits
      entry.artifact = command.copies ? 0 : command.who
      model.commits += 1
      return ''
    case 'reveal':
      if (entry.status !== 'committed') return 'ERR_ENTRY_STATUS'
      if (command.isBent) return 'ERR_COMMITMENT'
      entry.status = 'revealed'
      model.revealed += 1
      return ''
    case 'tally': {
      if (entry.status !== 'revealed') return 'ERR_ENTRY_STATUS'
      if (model.seed === '') return 'ERR_SEED_MISSING'
      const order = drawOrder(model.seed, cid, nameOf(command.who), [...model.enlisted], evaluators)
      entry.status = judged(model, command.who, entry, order)
      model.tallied += 1
      return ''
    }
    case 'claim':
      return claim(model, command.who, entry)
    case 'register':
      if (entry.prizeRank === 0) return 'ERR_NOT_WINNER'
      if (entry.isRegistered) return 'ERR_REGISTERED'
      entry.isRegistered = true
      notify(model, 'licensing')
      return ''
    case 'close':
      return close(model, command.who, entry, isOff(phase))
  }
}

function claim(model: Model, who: number, entry: Entry): string {
  if (entry.isPaid) return 'ERR_ALREADY_CLAIMED'
  const { isInTokens } = model.variant
  const place = (model.final?.order.indexOf(who) ?? -1) + 1
  if (place > 0 && place <= (model.final?.places ?? 0)) entry.prizeRank = place
  const { prize, nearYocto } = dueTo(model, entry)
  if (prize > 0n && isInTokens && !model.holders.has(who)) return ''
  entry.isPaid = true
  credit(model, nameOf(who), nearYocto)
  credit(model, nameOf(who), prize, isInTokens)
  model.locked.near -= nearYocto
  model.locked[isInTokens ? 'token' : 'near'] -= prize
  return ''
}

function close(model: Model, who: number, entry: Entry, hasNoResults: boolean): string {
  if (!hasNoResults) {
    if (!entry.isPaid) return 'ERR_ENTRY_STATUS'
    const winners = model.final?.order.slice(0, model.final.places) ?? []
    if (winners.some((winner) => model.entries.get(winner)?.prizeRank === 0))
      return 'ERR_PRIZES_OPEN'
  } else {
    const isShown = !['applied', 'admitted', 'committed', 'withdrawn'].includes(entry.status)
    const { undecided } = model
    const share =
      isShown && undecided !== undefined ? undecided.forfeited / BigInt(undecided.sharesLeft) : 0n
    if (isShown && undecided !== undefined) {
      undecided.forfeited -= share
      undecided.sharesLeft -= 1
    }
    const back = heldOf(entry) + share
    credit(model, nameOf(who), back)
    model.locked.near -= back
  }
  model.entries.delete(who)
  return ''
}
