import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'

/** The few file operations that stores and journals need; tests put a failing one in its place. */
export type FileSystem = {
  readonly makeFolder: (path: string) => Promise<void>
  readonly names: (folder: string) => Promise<readonly string[]>
  readonly read: (path: string) => Promise<string>
  /** Replaces the file; its content is on the disk when it resolves. */
  readonly write: (path: string, text: string) => Promise<void>
  /** Adds to the end of the file; on the disk when it resolves. */
  readonly append: (path: string, text: string) => Promise<void>
  readonly rename: (from: string, to: string) => Promise<void>
  readonly remove: (path: string) => Promise<void>
  /** Makes renames and removals in a folder durable. */
  readonly syncFolder: (path: string) => Promise<void>
}

const writeSynced = async (path: string, text: string, flags: 'w' | 'a'): Promise<void> => {
  const file = await open(path, flags, 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

export const nodeFileSystem: FileSystem = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 })
  },
  names: (folder) => readdir(folder),
  read: (path) => readFile(path, 'utf8'),
  write: (path, text) => writeSynced(path, text, 'w'),
  append: (path, text) => writeSynced(path, text, 'a'),
  rename,
  remove: unlink,
  syncFolder: async (path) => {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
}
