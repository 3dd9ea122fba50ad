import { parse, traverse } from '@babel/core'
import type * as t from '@babel/types'
import { minify_sync as minify } from 'terser'
import { CompileError } from '../errors.js'
import { droppingUnused } from './drop-unused.js'
import { inliningForwards } from './inline-forwards.js'
import { movingFunctions } from './move-functions.js'
import { type Pass, untilStable } from './passes.js'

/**
 * Folds constants, also those that build on others, calls the engine without detours, drops what nothing refers to, and moves functions that are called
 * once to where they are called: less bytecode and fewer objects in the snapshot.
 * Nothing that a debug build does is lost: reads, conversions and calls stay, and so do all names, which messages
 * of the engine show.
 */
export function minifyScript(script: string): string {
  const used = run(run(foldConstants(script), inliningForwards), droppingUnused)
  // A function that is moved loses the name that a program may ask for.
  return foldConstants(readsNames(used) ? used : run(used, movingFunctions))
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

function isMember(node: t.Node, name: string): boolean {
  if (node.type !== 'MemberExpression' || node.computed) return false
  return node.property.type === 'Identifier' && node.property.name === name
}

/** Whether a member called `name` is read anywhere, by whatever spelling a script can be searched for. */
function readsNames(script: string): boolean {
  const ast = parse(script, { babelrc: false, configFile: false, sourceType: 'script' })
  let found = false
  if (ast === null) return true
  traverse(ast, {
    MemberExpression: ({ node }) => {
      // What made an object was called with `new`, and such a function is never moved.
      found ||= isMember(node, 'name') && !isMember(node.object, 'constructor')
    },
    StringLiteral: ({ node }) => {
      found ||= node.value === 'name'
    },
    ObjectPattern: ({ node }) => {
      found ||= node.properties.some(
        (property) =>
          property.type === 'ObjectProperty' &&
          property.key.type === 'Identifier' &&
          property.key.name === 'name',
      )
    },
  })
  return found
}
