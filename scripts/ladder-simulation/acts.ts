/** What happens in a simulation, so that the same can be done on chain. */
export type Act =
  | { readonly kind: 'round'; readonly tier: number; readonly ranking: readonly Ranked[] }
  | { readonly kind: 'quit'; readonly who: number; readonly tier: number }
  | { readonly kind: 'fast'; readonly who: number; readonly from: number; readonly to: number }
  | { readonly kind: 'evict'; readonly who: number; readonly tier: number }
  | { readonly kind: 'season' }
  | { readonly kind: 'stand'; readonly who: number; readonly tier: number }
  | { readonly kind: 'standing-over' }
  | {
      readonly kind: 'relegate'
      readonly who: number
      readonly tier: number
      readonly to: number
    }
  | { readonly kind: 'offer'; readonly who: number; readonly tier: number }
  | { readonly kind: 'claim'; readonly who: number; readonly tier: number }
  | { readonly kind: 'offers-lapse' }

/** An entry of a round, with its key in the results. */
export type Ranked = { readonly who: number; readonly key: number }

export type Observe = (act: Act) => void
