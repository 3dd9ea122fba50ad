import { parse, traverse } from '@babel/core'
import type * as t from '@babel/types'
import { CompileError } from '../errors.js'

/** Names the engine itself looks up, and what programs expect of every value. */
const always = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt'],
  ...['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['ArrayBuffer', 'Uint8Array', 'TypedArray', 'undefined', 'NaN', 'Infinity', 'globalThis'],
  ...['constructor', 'prototype', 'length', 'name', 'message', 'stack', 'toString', 'valueOf'],
  ...['toJSON', 'next', 'done', 'value', 'return', 'throw', 'get', 'set', 'join', '__proto__'],
  ...[
    'enumerable',
    'configurable',
    'writable',
    'description',
    'buffer',
    'byteLength',
    'toISOString',
    'concat',
    'raw',
  ],
]

/** RegExp methods reach the class through a string's method, without naming it. */
const regExpUsers = new Set(['match', 'matchAll', 'search'])

/**
 * Every word of a script: identifiers, property names, words inside strings. A built-in method
 * that is none of them cannot be called except through a name computed from parts.
 */
export function usedNames(script: string): ReadonlySet<string> {
  const names = new Set(always)
  const addWords = (text: string): void => {
    for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) names.add(word)
  }
  const ast = parse(script, { babelrc: false, configFile: false, sourceType: 'script' })
  if (ast === null) return names
  traverse(ast, {
    Identifier: ({ node }) => void names.add(node.name),
    StringLiteral: ({ node }) => addWords(node.value),
    TemplateElement: ({ node }) => addWords(node.value.raw),
    RegExpLiteral: () => addRegExp(names),
    Function({ node }) {
      if (node.generator === true) names.add('function*')
      if (node.async === true) refuse('an async function', node, 'remove async and await')
    },
    Import: ({ node }) => refuse('import()', node, 'import at the top of the file'),
    CallExpression({ node }) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'eval')
        refuse('eval', node, 'contracts carry no parser')
    },
    NewExpression({ node }) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Function')
        refuse('new Function', node, 'contracts carry no parser')
    },
  })
  if ([...regExpUsers].some((name) => names.has(name))) addRegExp(names)
  if (names.has('Map')) for (const name of ['add', 'size', 'has']) names.add(name)
  if (names.has('Set')) for (const name of ['add', 'size', 'has']) names.add(name)
  return names
}

function refuse(what: string, { loc }: t.Node, advice: string): never {
  throw new CompileError(`${what} in the bundle (line ${loc?.start.line ?? 0}): ${advice}`)
}

function addRegExp(names: Set<string>): void {
  for (const name of ['RegExp', 'exec', 'flags', 'lastIndex', 'index', 'input', 'groups', 'source'])
    names.add(name)
  for (const name of ['global', 'ignoreCase', 'multiline', 'sticky', 'unicode']) names.add(name)
}
