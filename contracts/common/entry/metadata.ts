import { input, type RawArgs } from '@research-hub/compiler/host'
import { decodeArgs } from '../wire/decode.js'
import type * as wire from '../wire/interface.js'
import { sourceMetadata } from '../wire/source.js'
import { reply } from './reply.js'

/**
 * NEP-330 metadata.
 * @view
 */
export function contract_source_metadata(
  raw: RawArgs<wire.NoArgs> = input(),
): wire.ContractSourceMetadata {
  decodeArgs(raw, {})
  return reply(sourceMetadata())
}
