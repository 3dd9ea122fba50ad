/** Fails, with a line a problem, when the sources break a rule of `scripts/structure`. */
import { findRoot } from './root.js'
import { checkStructure } from './structure/check.js'
import { readSourceTree } from './structure/source-tree.js'

const problems = checkStructure(readSourceTree(findRoot()))
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exit(problems.length === 0 ? 0 : 1)
