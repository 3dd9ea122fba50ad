/** What holders do with licences: use, bind, hand on, give up. */
import { blockTimestamp, hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { chargeStorage, releaseStorage } from '../../common/money/credits.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { type Decoder, decodeArgs, hex, u64 } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { accountOrNull, chargeRecords } from './access.js'
import { failLicensing } from '../errors.js'
import { emitBurn, emitTransfer } from './events.js'
import type * as wire from '../interface.js'
import { requireTerms } from './offers.js'
import { loadCounters, saveCounters } from '../state/counters.js'
import {
  type Licence,
  licenceBytes,
  loadBinding,
  loadLicence,
  removeBinding,
  removeLicence,
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

const channelOrNull: Decoder<Uint8Array | null> = (value, name) =>
  value === null ? null : hex(32)(value, name)

export function requireLicence(id: bigint): Licence {
  return loadLicence(id) ?? failLicensing('ERR_LICENCE_NOT_FOUND', id)
}

export function requireHolderOf(licence: Licence): void {
  if (caller() !== licence.holderId) failLicensing('ERR_NOT_HOLDER', caller())
}

export function consume(raw: RawArgs<wire.ConsumeArgs> = input()): wire.DecimalU64 {
  refuseDeposit('consume')
  const { licence_id: id, units } = decodeArgs(raw, { licence_id: u64, units: u64 })
  const licence = requireLicence(id)
  const account = caller()
  if (
    account !== licence.holderId &&
    !(licence.isBound && loadBinding(id)?.consumerId === account)
  ) {
    failLicensing('ERR_NOT_CONSUMER', account)
  }
  if (licence.unit === 'period') failLicensing('ERR_LICENCE_UNIT')
  const nowNs = blockTimestamp()
  if (licence.expiresAtNs !== 0n && licence.expiresAtNs <= nowNs) {
    failLicensing('ERR_LICENCE_EXPIRED', licence.expiresAtNs, nowNs)
  }
  if (units === 0n || units > licence.unitsLeft) {
    failLicensing('ERR_UNITS_SHORT', licence.unitsLeft, units)
  }
  const unitsLeft = licence.unitsLeft - units
  saveLicence(id, { ...licence, unitsLeft })
  emit('units_consumed', {
    licence_id: String(id),
    units: String(units),
    units_left: String(unitsLeft),
  })
  return reply(String(unitsLeft))
}

export function bind_licence(raw: RawArgs<wire.BindLicenceArgs> = input()): void {
  refuseDeposit('bind_licence')
  const args = decodeArgs(raw, {
    licence_id: u64,
    consumer_id: accountOrNull,
    channel_id: channelOrNull,
  })
  const id = args.licence_id
  const licence = requireLicence(id)
  requireHolderOf(licence)
  const freed = removeBinding(id)
  const isBound = args.consumer_id !== null || args.channel_id !== null
  const taken = isBound
    ? saveBinding(id, {
        consumerId: args.consumer_id ?? '',
        channelId: args.channel_id ?? undefined,
      })
    : 0n
  saveLicence(id, { ...licence, isBound })
  moveBytes(licence.holderId, taken - freed)
  emit('licence_bound', {
    licence_id: String(id),
    consumer_id: args.consumer_id ?? '',
    channel_id: args.channel_id === null ? '' : hexEncode(args.channel_id),
  })
}

export function burn_licence(raw: RawArgs<wire.LicenceArgs> = input()): void {
  refuseDeposit('burn_licence')
  const { licence_id: id } = decodeArgs(raw, { licence_id: u64 })
  const licence = requireLicence(id)
  requireHolderOf(licence)
  const counters = loadCounters()
  const last = counters.supply - 1
  closeGap(everybody, licence.globalIndex, last, (moved, index) => ({
    ...moved,
    globalIndex: index,
  }))
  saveCounters({ ...counters, supply: last })
  const freed = leaveHolder(id, licence) + placeBytes(everybody)
  removeLicence(id)
  releaseStorage(licence.holderId, freed)
  changeTotals(near, { usedBytes: -freed })
  emitBurn(licence.holderId, id)
}

/** Moves a licence to a registered account; its records are charged there and freed here. */
export function moveLicence(id: bigint, licence: Licence, receiverId: string): void {
  if (receiverId === licence.holderId) failLicensing('ERR_SELF_TRANSFER', receiverId)
  if (!requireTerms(licence.termsHash).transferable) failLicensing('ERR_NOT_TRANSFERABLE', id)
  const freed = leaveHolder(id, licence) + placeBytes(everybody)
  const held = heldBy(receiverId)
  const list = holderList(receiverId)
  const moved = { ...licence, holderId: receiverId, holderIndex: held, isBound: false }
  putAt(list, held, id)
  saveHeld(receiverId, held + 1)
  const first = held === 0 ? heldBytes(receiverId) : 0n
  const taken = saveLicence(id, moved) + placeBytes(everybody) + placeBytes(list) + first
  releaseStorage(licence.holderId, freed)
  chargeStorage(receiverId, taken)
  changeTotals(near, { usedBytes: taken - freed })
  emitTransfer(licence.holderId, receiverId, id)
}

/** Takes a licence off its holder's list, with its binding; returns the bytes this frees there. */
function leaveHolder(id: bigint, licence: Licence): bigint {
  const { holderId } = licence
  const list = holderList(holderId)
  const held = heldBy(holderId)
  closeGap(list, licence.holderIndex, held - 1, (moved, index) => ({
    ...moved,
    holderIndex: index,
  }))
  saveHeld(holderId, held - 1)
  const count = held === 1 ? heldBytes(holderId) : 0n
  const binding = licence.isBound ? removeBinding(id) : 0n
  return licenceBytes(id, licence) + placeBytes(list) + count + binding
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

function moveBytes(accountId: string, bytes: bigint): void {
  if (bytes >= 0n) chargeRecords(accountId, bytes)
  else {
    releaseStorage(accountId, -bytes)
    changeTotals(near, { usedBytes: bytes })
  }
}
