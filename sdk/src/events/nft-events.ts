import { items, member } from '../codecs/json.js'
import { HubError } from '../errors/hub-error.js'
import { isEventLog, readEventLog } from './event-log.js'

/** One NEP-171 event: a seat of the ladder (minted and burnt, never moved) or a licence of licensing. */
export type NftEvent =
  | {
      readonly event: 'nft_mint' | 'nft_burn'
      readonly ownerId: string
      readonly tokenIds: readonly string[]
    }
  | {
      readonly event: 'nft_transfer'
      readonly oldOwnerId: string
      readonly newOwnerId: string
      readonly tokenIds: readonly string[]
    }

/** Finds the NEP-171 events among logs, whichever contract wrote them; other logs are passed over. */
export function parseNftEvents(logs: readonly string[]): NftEvent[] {
  return logs.flatMap((log) => readEvents(log) ?? [])
}

/** Decodes one log line strictly as NEP-171, of one token list or several. Errors: SDK_EVENT. */
export function decodeNftEvent(log: string): readonly NftEvent[] {
  const events = readEvents(log)
  if (events === undefined) throw new HubError('SDK_EVENT', ['it is no NEP-171 event'])
  return events
}

function readEvents(log: string): readonly NftEvent[] | undefined {
  if (!isEventLog(log)) return undefined
  const parsed = readEventLog(log)
  const data = member(parsed, 'data')
  if (member(parsed, 'standard') !== 'nep171' || !Array.isArray(data) || data.length === 0) return
  const events: NftEvent[] = []
  for (const entry of items(data)) {
    const event = readEvent(member(parsed, 'event'), entry)
    if (event === undefined) return undefined
    events.push(event)
  }
  return events
}

function readEvent(event: unknown, entry: unknown): NftEvent | undefined {
  const tokenIds = member(entry, 'token_ids')
  if (!Array.isArray(tokenIds) || tokenIds.length === 0 || !tokenIds.every(isText)) return undefined
  if (event === 'nft_transfer') {
    const [oldOwnerId, newOwnerId] = [member(entry, 'old_owner_id'), member(entry, 'new_owner_id')]
    if (!isText(oldOwnerId) || !isText(newOwnerId)) return undefined
    return { event, oldOwnerId, newOwnerId, tokenIds }
  }
  const ownerId = member(entry, 'owner_id')
  if ((event !== 'nft_mint' && event !== 'nft_burn') || !isText(ownerId)) return undefined
  return { event, ownerId, tokenIds }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
