/** Why preparation refuses a module, under nearcore's `PrepareError` names. */
export class PrepareFailure extends Error {
  readonly variant: string

  constructor(variant: string) {
    super(variant)
    this.variant = variant
  }
}

/** A limit of a section is passed: counts only if all that stands before it is valid. */
export class SectionFailure extends PrepareFailure {
  /** Section that is looked at. */
  readonly section: number
  /** Functions whose bodies were read before. */
  readonly bodies: number

  constructor(variant: string, section: number, bodies = 0) {
    super(variant)
    this.section = section
    this.bodies = bodies
  }
}

/** What nearcore's compiler refuses, although preparation takes it. */
export class CompileFailure extends Error {}
