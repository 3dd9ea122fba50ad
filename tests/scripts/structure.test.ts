import { checkCircles } from '@research-hub/scripts/structure/circles'
import { checkContractShapes } from '@research-hub/scripts/structure/contract-shape'
import { checkLayers } from '@research-hub/scripts/structure/layers'
import { checkPackages } from '@research-hub/scripts/structure/packages'
import { checkSizes } from '@research-hub/scripts/structure/sizes'
import { type SourceTree, sourceTree } from '@research-hub/scripts/structure/source-tree'
import test from 'ava'

const tree = (files: Readonly<Record<string, string>>): SourceTree =>
  sourceTree(Object.keys(files), (path) => files[path] ?? '')

test('a circle of imports is named whole, also when it is of types alone', (t) => {
  const files = {
    'sdk/src/a.ts': `import type { B } from './b.js'`,
    'sdk/src/b.ts': `export * from './deep/c.js'`,
    'sdk/src/deep/c.ts': `const a = await import('../a.js')`,
    'sdk/src/d.ts': `import { B } from './b.js'`,
  }
  t.deepEqual(checkCircles(tree(files)), [
    'sdk/src/a.ts, sdk/src/b.ts, sdk/src/deep/c.ts: import each other in a circle',
  ])
  t.deepEqual(checkCircles(tree({ ...files, 'sdk/src/b.ts': '' })), [])
})

test('an arrow that runs upward is a fault, and so is a file in no layer', (t) => {
  const layers = [['bytes.ts', 'low/'], ['*/rules/'], ['top.ts', 'low/but-high.ts']]
  const check = (path: string, text: string) =>
    checkLayers(
      tree({
        'pkg/bytes.ts': '',
        'pkg/top.ts': '',
        'pkg/x/rules/r.ts': '',
        'pkg/low/but-high.ts': '',
        [path]: text,
      }),
      'pkg/',
      layers,
    )
  t.deepEqual(check('pkg/low/deep/a.ts', `import '../../bytes.js'`), [])
  t.deepEqual(check('pkg/low/a.ts', `import type { R } from '../x/rules/r.js'`), [
    'pkg/low/a.ts: imports upward, pkg/x/rules/r.ts',
  ])
  t.deepEqual(check('pkg/y/rules/a.ts', `export { T } from '../../top.js'`), [
    'pkg/y/rules/a.ts: imports upward, pkg/top.ts',
  ])
  t.deepEqual(check('pkg/y/rules/a.ts', `import '../../low/but-high.js'`), [
    'pkg/y/rules/a.ts: imports upward, pkg/low/but-high.ts',
  ])
  t.deepEqual(check('pkg/loose.ts', ''), ['pkg/loose.ts: stands in no layer of pkg/'])
  t.deepEqual(check('pkg/y/rules/sub/a.ts', `import '../../../low/b.js'`), [])
})

test('packages see only what they may, and contracts never each other', (t) => {
  const check = (path: string, specifier: string) =>
    checkPackages(tree({ [path]: `import { x } from '${specifier}'` }))
  const refused = (path: string, specifier: string) => [`${path}: may not import '${specifier}'`]
  for (const [path, specifier] of [
    ['sdk/src/a.ts', '@research-hub/devnet'],
    ['devnet/src/a.ts', '@research-hub/compiler'],
    ['contracts/ladder/rules/a.ts', '@research-hub/compiler'],
    ['contracts/ladder/rules/a.ts', '../../channels/rules/b.js'],
    ['sdk/src/a.ts', '../../devnet/src/b.js'],
  ] as const) {
    t.deepEqual(check(path, specifier), refused(path, specifier))
  }
  for (const [path, specifier] of [
    ['contracts/ladder/rules/a.ts', '@research-hub/compiler/host'],
    ['contracts/ladder/rules/a.ts', '../../common/wire/bytes.js'],
    ['tests/sdk/a.ts', '@research-hub/devnet/internal/vm/x'],
    ['sdk/src/a.ts', 'hono'],
  ] as const) {
    t.deepEqual(check(path, specifier), [])
  }
})

const contract = Object.fromEntries(
  [
    'errors.ts',
    'interface.ts',
    'limits.ts',
    'actions/a.ts',
    'entry/a.ts',
    'rules/a.ts',
    'state/a.ts',
  ].map((name) => [`contracts/ladder/${name}`, '']),
)
const contractText = `/** The ladder. */
export * from '../common/entry/money.js'
export * from './entry/a.js'
`

test('a contract has one shape: a loose file, a missing folder, code in contract.ts', (t) => {
  const check = (files: Readonly<Record<string, string>>) =>
    checkContractShapes(
      tree({ ...contract, 'contracts/ladder/contract.ts': contractText, ...files }),
    )
  t.deepEqual(check({}), [])
  t.deepEqual(check({ 'contracts/ladder/views.ts': '' }), [
    `contracts/ladder/views.ts: has no place at a contract's root`,
  ])
  t.deepEqual(check({ 'contracts/ladder/collateral/a.ts': '' }), [
    `contracts/ladder/collateral/: has no place at a contract's root`,
  ])
  t.deepEqual(check({ 'contracts/ladder/contract.ts': `${contractText}export const a = 1\n` }), [
    'contracts/ladder/contract.ts: holds more than re-exports of entry files: export const a = 1',
  ])
  const { 'contracts/ladder/rules/a.ts': _, ...withoutRules } = contract
  t.deepEqual(
    checkContractShapes(tree({ ...withoutRules, 'contracts/ladder/contract.ts': contractText })),
    ['contracts/ladder: has no rules/'],
  )
  t.deepEqual(checkContractShapes(tree({ 'contracts/common/utils.ts': '' })).slice(0, 1), [
    `contracts/common/utils.ts: has no place at a contract's root`,
  ])
})

test('a file over 600 lines is too long unless a program wrote it', (t) => {
  t.deepEqual(checkSizes(tree({ 'sdk/src/a.ts': '\n'.repeat(600) })), [])
  t.deepEqual(checkSizes(tree({ 'sdk/src/a.ts': '\n'.repeat(601) })), [
    'sdk/src/a.ts: 601 lines, at most 600',
  ])
  t.deepEqual(checkSizes(tree({ 'sdk/src/generated/a.ts': '\n'.repeat(601) })), [])
})
