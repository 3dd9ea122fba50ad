/** The layers of each package, from low to high. `docs/architecture.md` says what each folder is for. */
import type { Layers } from './layers.js'

export const layerTable: Readonly<Record<string, Layers>> = {
  'contracts/': [
    ['common/wire/', '*/errors.ts', '*/interface.ts', '*/limits.ts'],
    ['common/trie/', '*/rules/'],
    ['common/state/', '*/state/'],
    ['common/money/', '*/actions/'],
    ['common/entry/', '*/entry/'],
    ['*/contract.ts'],
  ],
}
