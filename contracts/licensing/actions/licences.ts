/** What holders do with licences: use, bind, hand on, give up. */
import { hexEncode } from '@research-hub/compiler/host'
import {
  chargeRecords,
  chargeStorage,
  releaseRecords,
  releaseStorage,
} from '../../common/money/credits.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { termsSay } from '../rules/terms.js'
import { units } from '../rules/words.js'
import { loadCounters, saveCounters } from '../state/counters.js'
import {
  type Binding,
  type Licence,
  licenceBytes,
  loadBinding,
  removeBinding,
  removeLicence,
  requireLicence,
  saveBinding,
  saveLicence,
} from '../state/licence.js'
import {
  everybody,
  heldBy,
  heldBytes,
  holderList,
  licenceAt,
  placeBytes,
  putAt,
  removeAt,
  saveHeld,
} from '../state/licence-lists.js'
import { requireTerms } from '../state/terms.js'
import { requireRunning } from './access.js'
import { emitBurn, emitTransfer } from './events.js'

export function requireHolderOf(licence: Licence): void {
  if (caller() !== licence.holderId) fail('ERR_NOT_HOLDER', caller())
}

/** Uses units up; returns those left. */
export function consumeUnits(id: bigint, used: bigint): bigint {
  const licence = requireLicence(id)
  const account = caller()
  if (
    account !== licence.holderId &&
    !(licence.isBound && loadBinding(id)?.consumerId === account)
  ) {
    fail('ERR_NOT_CONSUMER', account)
  }
  if (units[licence.unit] === 'period') fail('ERR_LICENCE_UNIT')
  requireRunning(licence.expiresAtNs, 'ERR_LICENCE_EXPIRED')
  if (used === 0n || used > licence.unitsLeft) fail('ERR_UNITS_SHORT', licence.unitsLeft, used)
  const unitsLeft = licence.unitsLeft - used
  saveLicence(id, { ...licence, unitsLeft })
  emit('units_consumed', {
    licence_id: String(id),
    units: String(used),
    units_left: String(unitsLeft),
  })
  return unitsLeft
}

/** Replaces a licence's binding; one of nobody and nothing is none. */
export function bindLicence(id: bigint, binding: Binding): void {
  const { consumerId, channelId } = binding
  const licence = requireLicence(id)
  requireHolderOf(licence)
  const freed = removeBinding(id)
  const isBound = consumerId !== '' || channelId !== undefined
  const taken = isBound ? saveBinding(id, binding) : 0n
  saveLicence(id, { ...licence, isBound })
  if (taken >= freed) chargeRecords(licence.holderId, taken - freed)
  else releaseRecords(licence.holderId, freed - taken)
  emit('licence_bound', {
    licence_id: String(id),
    consumer_id: consumerId,
    channel_id: channelId === undefined ? '' : hexEncode(channelId),
  })
}

export function burnLicence(id: bigint): void {
  const licence = requireLicence(id)
  requireHolderOf(licence)
  const counters = loadCounters()
  const last = counters.supply - 1
  closeGap(everybody, licence.globalIndex, last, (moved, globalIndex) => ({
    ...moved,
    globalIndex,
  }))
  saveCounters({ ...counters, supply: last })
  const freed = leaveHolder(id, licence)
  removeLicence(id)
  releaseRecords(licence.holderId, freed)
  emitBurn(licence.holderId, id)
}

/** Moves a licence to a registered account; its records are charged there and freed here. */
export function moveLicence(id: bigint, licence: Licence, receiverId: string): void {
  if (receiverId === licence.holderId) fail('ERR_SELF_TRANSFER', receiverId)
  if (!termsSay(requireTerms(licence.termsHash), 'transferable')) fail('ERR_NOT_TRANSFERABLE', id)
  const freed = leaveHolder(id, licence)
  const taken = joinHolder(id, { ...licence, holderId: receiverId, isBound: false })
  releaseStorage(licence.holderId, freed)
  chargeStorage(receiverId, taken)
  changeTotals(near, { usedBytes: taken - freed })
  emitTransfer(licence.holderId, receiverId, id)
}

/** Saves a licence as its holder's last; returns the bytes the holder is to be charged. */
export function joinHolder(id: bigint, licence: Omit<Licence, 'holderIndex'>): bigint {
  const { holderId } = licence
  const held = heldBy(holderId)
  putAt(holderList(holderId), held, id)
  saveHeld(holderId, held + 1)
  return holdingBytes(saveLicence(id, { ...licence, holderIndex: held }), holderId, held === 0)
}

/** Bytes that holding a licence takes, the holder's count only with the first. */
export function holdingBytes(record: bigint, holderId: string, isFirst: boolean): bigint {
  const places = placeBytes(everybody) + placeBytes(holderList(holderId))
  return record + places + (isFirst ? heldBytes(holderId) : 0n)
}

/** Takes a licence off its holder's list, with its binding; returns the bytes this frees there. */
function leaveHolder(id: bigint, licence: Licence): bigint {
  const { holderId } = licence
  const held = heldBy(holderId)
  closeGap(holderList(holderId), licence.holderIndex, held - 1, (moved, holderIndex) => ({
    ...moved,
    holderIndex,
  }))
  saveHeld(holderId, held - 1)
  const binding = licence.isBound ? removeBinding(id) : 0n
  return holdingBytes(licenceBytes(id, licence), holderId, held === 1) + binding
}

/** Moves the last of a list into a gap. */
function closeGap(
  list: string,
  gap: number,
  last: number,
  placed: (moved: Licence, index: number) => Licence,
): void {
  const movedId = gap === last ? undefined : licenceAt(list, last)
  removeAt(list, last)
  if (movedId === undefined) return
  putAt(list, gap, movedId)
  saveLicence(movedId, placed(requireLicence(movedId), gap))
}
