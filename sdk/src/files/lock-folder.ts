import { open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Another living process works in the folder. */
export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError'
}

/** Marks a folder as this process's; a mark left by a dead process is taken over. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock')
  for (;;) {
    try {
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(`${process.pid}`)
      await file.close()
      return () => unlink(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = Number(await readFile(path, 'utf8').catch(() => ''))
      if (owner > 0 && owner !== process.pid && isAlive(owner))
        throw new FolderLockedError(`process ${owner} works in ${folder}`)
      await unlink(path).catch(() => undefined)
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
