import { minify_sync as minify } from 'terser'
import { CompileError } from '../errors.js'
import { droppingUnused } from './drop-unused.js'
import { inliningForwards } from './inline-forwards.js'
import { movingFunctions } from './move-functions.js'
import { type Pass, untilStable } from './passes.js'

/**
 * Folds constants, also those that build on others, calls the engine without detours, drops what nothing refers to,
 * and moves functions that are called once to where they are called: less bytecode and fewer objects in the snapshot.
 * Nothing that a debug build does is lost: reads, conversions and calls stay, and so do all names, which messages
 * of the engine show.
 */
export function minifyScript(script: string): string {
  const used = run(run(foldConstants(script), inliningForwards), droppingUnused)
  return foldConstants(run(used, movingFunctions))
}

function run(script: string, pass: Pass): string {
  return untilStable({ script, sourceMap: '' }, pass).script
}

/** Of terser only what is known to keep effects: the rest of it takes reads and conversions for pure. */
function foldConstants(script: string): string {
  const { code } = minify(script, {
    ecma: 2020,
    compress: {
      defaults: false,
      ecma: 2020,
      toplevel: true,
      top_retain: ['contract'],
      reduce_vars: true,
      evaluate: true,
      hoist_props: true,
      dead_code: true,
      passes: 3,
    },
    mangle: false,
  })
  if (code === undefined) throw new CompileError('minification made nothing')
  return code
}
