/** NEP-330. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { decodeArgs } from '../../common/wire/decode.js'
import type { ContractSourceMetadata } from '../../common/wire/interface.js'
import type * as wire from '../interface.js'
import { version } from '../limits.js'

/**
 * NEP-330.
 * @view
 */
export function contract_source_metadata(
  raw: RawArgs<wire.NoArgs> = input(),
): ContractSourceMetadata {
  decodeArgs(raw, {})
  return reply({
    version,
    standards: [
      { standard: 'nep145', version: '1.0.0' },
      { standard: 'nep297', version: '1.0.0' },
      { standard: 'nep330', version: '1.2.0' },
    ],
  })
}
