import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mutantLists } from '@research-hub/scripts/mutants/lists'
import { type Mutant, mutate, nameOf } from '@research-hub/scripts/mutants/mutant'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'

test('every mutant changes one place of its file, and no two are the same', (t) => {
  const names = new Set<string>()
  for (const { contract, mutants } of mutantLists) {
    for (const mutant of mutants) {
      const source = readFileSync(join(findRoot(), 'contracts', mutant.file), 'utf8')
      t.not(mutate(source, mutant), source, nameOf(contract, mutant))
      t.false(names.has(nameOf(contract, mutant)), nameOf(contract, mutant))
      names.add(nameOf(contract, mutant))
    }
  }
})

test('a mutant whose text is gone, or stands twice, is out of date', (t) => {
  const mutant: Mutant = { file: 'a.ts', find: 'x > y', replace: 'x >= y' }
  t.is(mutate('if (x > y) z()', mutant), 'if (x >= y) z()')
  t.throws(() => mutate('if (x < y) z()', mutant), { message: /stands there 0 times/ })
  t.throws(() => mutate('x > y && x > y', mutant), { message: /stands there 2 times/ })
})
