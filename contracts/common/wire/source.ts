/** What a contract says of its source: stated once, in its `limits.ts`. */
import type { ContractSourceMetadata } from './interface.js'
import { dayNs } from './time.js'

type Standard = ContractSourceMetadata['standards'][number]

export type Source = {
  /** What tells its records from those of other contracts, for good. */
  readonly name: string
  readonly version: string
  /** Raised with every change of a record's layout. */
  readonly layout: number
  /** The least notice of an upgrade: longer than any state can keep anybody from leaving. */
  readonly upgradeDelayNs: bigint
  /** Kept beside those that all contracts keep. */
  readonly standards: readonly Standard[]
}

/** Set while the contract is loaded, which is before its memory is frozen into the wasm. */
let declared: Source = {
  name: '',
  version: '',
  layout: 0,
  upgradeDelayNs: 3n * dayNs,
  standards: [],
}

/** Notes what the contract is, and returns its version. */
export function declareSource(source: Source): string {
  declared = source
  return source.version
}

export function declaredSource(): Source {
  return declared
}

/** As NEP-330 has it. */
export function sourceMetadata(): ContractSourceMetadata {
  return {
    version: declared.version,
    standards: [
      { standard: 'nep145', version: '1.0.0' },
      ...declared.standards,
      { standard: 'nep297', version: '1.0.0' },
      { standard: 'nep330', version: '1.2.0' },
    ],
  }
}
