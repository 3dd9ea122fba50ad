/** A build problem with a message that a contract developer can act on. */
export class CompileError extends Error {
  override readonly name = 'CompileError'
}
