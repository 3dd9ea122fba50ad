import type { StateView } from '../../runtime/types/state-view.js'
import type { JsonView } from '../wire/encode.js'
import type { ParamsObject } from '../wire/params.js'

/** One `request_type` of `query`; the caller adds block height and hash to the result. */
export type QueryHandler = (state: StateView, params: ParamsObject) => JsonView
