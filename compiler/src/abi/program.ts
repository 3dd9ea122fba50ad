import { statSync } from 'node:fs'
import ts from 'typescript'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2020,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2020.d.ts'],
  types: [],
  strict: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  noEmit: true,
}

type CachedFile = { readonly version: number; readonly file: ts.SourceFile | undefined }

/** Parsed files by path and modification time, so that a rebuild parses only what changed. */
const files = new Map<string, CachedFile>()
const programs = new Map<string, ts.Program>()

/** A type-checked view of a contract and everything it imports. */
export function typeProgram(entry: string): ts.Program {
  const host = ts.createCompilerHost(options, true)
  const { getSourceFile } = host
  host.getSourceFile = (path, languageVersion) => {
    const version = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -1
    const known = files.get(path)
    if (known?.version === version) return known.file
    const file = getSourceFile(path, languageVersion)
    files.set(path, { version, file })
    return file
  }
  const program = ts.createProgram([entry], options, host, programs.get(entry))
  programs.set(entry, program)
  return program
}
