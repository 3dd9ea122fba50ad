import type { ErrorJson } from '../../primitives/types.js'

/** Thrown inside an action; becomes `{ActionError: {index, kind}}`. */
export class ActionFailure extends Error {
  readonly kind: ErrorJson
  /** False for the storage-stake check, which belongs to no action. */
  readonly hasIndex: boolean

  constructor(kind: ErrorJson, hasIndex = true) {
    super('action failed')
    this.kind = kind
    this.hasIndex = hasIndex
  }
}
