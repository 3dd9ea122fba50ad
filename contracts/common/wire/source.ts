/** What a contract says of its source (NEP-330): stated once, in its `limits.ts`. */
import type { ContractSourceMetadata } from './interface.js'

type Standard = ContractSourceMetadata['standards'][number]

/** Set while the contract is loaded, which is before its memory is frozen into the wasm. */
let declared: ContractSourceMetadata = { version: '', standards: [] }

/** Notes the contract's version, and the standards it keeps beside those that all contracts do. */
export function declareSource(version: string, standards: readonly Standard[] = []): string {
  declared = {
    version,
    standards: [
      { standard: 'nep145', version: '1.0.0' },
      ...standards,
      { standard: 'nep297', version: '1.0.0' },
      { standard: 'nep330', version: '1.2.0' },
    ],
  }
  return version
}

export function sourceMetadata(): ContractSourceMetadata {
  return declared
}
