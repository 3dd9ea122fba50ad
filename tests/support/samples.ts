import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findRoot } from '@research-hub/scripts/root'

/** The folder of real attestation samples beside the repository, if it is there. */
export function samplesFolder(): string | undefined {
  const root = findRoot()
  // Beside the repository, or beside the folder that holds its worktrees.
  return [join(root, '..'), join(root, '..', '..')]
    .map((folder) => join(folder, 'shared', 'tee-samples'))
    .find((folder) => existsSync(join(folder, 'expected-dcap.json')))
}
