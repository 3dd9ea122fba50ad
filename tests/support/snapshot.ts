import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findRoot } from '@research-hub/scripts/root'
import type { ExecutionContext } from 'ava'

/**
 * Compares exact figures (gas, bytes) with `tests/snapshots/<suite>.json`. Any difference, a new
 * name and a vanished name all fail; `UPDATE_SNAPSHOTS=1` rewrites the file for review.
 */
export function matchSnapshot(
  t: ExecutionContext,
  suite: string,
  figures: Readonly<Record<string, bigint | number>>,
): void {
  const path = join(findRoot(), 'tests', 'snapshots', `${suite}.json`)
  const actual = Object.fromEntries(
    Object.entries(figures)
      .map(([name, value]) => [name, value.toString()] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  if (process.env.UPDATE_SNAPSHOTS === '1') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${JSON.stringify(actual, undefined, 2)}\n`)
  }
  const expected: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
  t.deepEqual(
    actual,
    expected,
    `${suite} figures changed; review, then UPDATE_SNAPSHOTS=1 npm test`,
  )
}
