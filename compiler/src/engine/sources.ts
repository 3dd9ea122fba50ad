import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderBindings } from './bindings.js'
import { applyPatches } from './patches.js'

const quickJsFiles = /^(quickjs|cutils|libbf|libregexp|libunicode|list)([.-][a-z-]+)?\.[ch]$/

/** C sources by file name: QuickJS 2021-03-27 from npm's `qjsc`, our glue, generated bindings. */
export function engineSources(): Record<string, string> {
  const sources: Record<string, string> = {}
  const require = createRequire(import.meta.url)
  const quickJs = join(dirname(require.resolve('qjsc/package.json')), 'deps', 'quickjs_2021_03_27')
  for (const name of readdirSync(quickJs)) {
    if (quickJsFiles.test(name)) sources[name] = readFileSync(join(quickJs, name), 'utf8')
  }
  applyPatches(sources)
  const glue = fileURLToPath(new URL('../../engine/', import.meta.url))
  for (const name of readdirSync(glue)) {
    if (/\.[ch]$/.test(name)) sources[name] = readFileSync(join(glue, name), 'utf8')
  }
  sources['bindings.c'] = renderBindings()
  return sources
}

/** Content hash of everything that decides the engine's bytes. */
export function engineKey(sources: Readonly<Record<string, string>>, recipe: string): string {
  const hash = createHash('sha256').update(recipe)
  for (const name of Object.keys(sources).sort()) hash.update(`\0${name}\0${sources[name]}`)
  return hash.digest('hex').slice(0, 32)
}
