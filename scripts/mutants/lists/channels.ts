import type { Mutant } from '../mutant.js'

export const channelsMutants: readonly Mutant[] = [
  {
    file: 'channels/actions/close.ts',
    find: 'covered >= final',
    replace: 'covered > final',
    first: ['lifecycle'],
  },
  {
    file: 'channels/actions/refund.ts',
    find: 'totalRefund <= used',
    replace: 'totalRefund < used',
    first: ['lifecycle', 'refusals'],
  },
]
