import { type PluginObj, type TransformOptions, transformSync } from '@babel/core'
import { CompileError } from '../errors.js'

type Code = { readonly script: string; readonly sourceMap: string }

/** Makes a pass of a notice that is called at each change. */
export type Pass = (onChange: () => void) => PluginObj

/** Runs a pass over a script until it changes nothing more; a source map is carried along when there is one. */
export function untilStable(before: Code, pass: Pass): Code {
  let { script, sourceMap } = before
  for (let changed = true; changed; ) {
    changed = false
    const onChange = (): void => {
      changed = true
    }
    const result = transformSync(script, { ...optionsFor(sourceMap), plugins: [pass(onChange)] })
    if (typeof result?.code !== 'string')
      throw new CompileError('a pass over the bundle made nothing')
    if (!changed) break
    script = result.code
    sourceMap = result.map ? JSON.stringify(result.map) : ''
  }
  return { script, sourceMap }
}

function optionsFor(sourceMap: string): TransformOptions {
  const common = { babelrc: false, configFile: false, sourceType: 'script' } as const
  if (sourceMap === '') return { ...common, compact: true }
  return { ...common, compact: false, sourceMaps: true, inputSourceMap: JSON.parse(sourceMap) }
}
