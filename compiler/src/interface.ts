/** What the compiler takes and gives. */

/** Protocol whose host functions and limits the output may use. */
export type Profile = '86' | '87' | '88' | 'classic'

export type CompileOptions = {
  readonly profile?: Profile
  /** Build the way near-sdk-js does: no snapshot, module evaluated on every call. For comparison. */
  readonly stock?: boolean
  /** Keep function names and line tables; panics log their JavaScript stack. */
  readonly debug?: boolean
  /** Folder for the content-addressed engine and bundle cache. */
  readonly cacheDir?: string
}

export type SizeReport = {
  readonly contract: string
  readonly profile: Profile
  readonly wasmBytes: number
  readonly codeBytes: number
  readonly snapshotBytes: number
  readonly bundleBytes: number
  readonly bytecodeBytes: number
  readonly exports: readonly string[]
  readonly imports: readonly string[]
}

/** NEP-330-era `near-abi` 0.4 document. */
export type AbiDocument = {
  readonly schema_version: '0.4.0'
  readonly metadata: Readonly<Record<string, unknown>>
  readonly body: {
    readonly functions: readonly Readonly<Record<string, unknown>>[]
    readonly root_schema: Readonly<Record<string, unknown>>
  }
}

export type CompileResult = {
  readonly wasm: Uint8Array
  readonly abi: AbiDocument
  readonly report: SizeReport
  /** Debug builds only: source map of the bundle, for `explainStack`. */
  readonly sourceMap?: string
}

/** Compiles one contract entry file. Throws `CompileError` with a message a developer can act on. */
export type Compile = (entryPath: string, options?: CompileOptions) => Promise<CompileResult>

/** The ABI of a contract entry file, without compiling it to wasm. */
export type Describe = (entryPath: string) => Promise<AbiDocument>
