import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Corpus = { readonly training: Uint8Array; readonly heldOut: Uint8Array }

const skippedFolders = new Set(['node_modules', 'dist', 'build', '.git', '.cache'])

/**
 * The repository's own documentation: every Markdown file and the doc comments of every
 * `interface.ts`. Every tenth paragraph is held out of training.
 */
export function readDocumentation(root: string): Corpus {
  const training: string[] = []
  const heldOut: string[] = []
  let index = 0
  for (const file of documentationFiles(root)) {
    const text = readFileSync(file, 'utf8')
    const prose = file.endsWith('.md') ? text : docComments(text)
    for (const paragraph of prose.split(/\n{2,}/)) {
      if (paragraph.trim() === '') continue
      const part = index++ % 10 === 9 ? heldOut : training
      part.push(paragraph)
    }
  }
  return { training: encode(training), heldOut: encode(heldOut) }
}

function documentationFiles(root: string): string[] {
  const found: string[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) visit(path)
      else if (entry.name.endsWith('.md') || entry.name === 'interface.ts') found.push(path)
    }
  }
  visit(root)
  return found.sort()
}

function docComments(source: string): string {
  const comments = source.match(/\/\*\*[\s\S]*?\*\//g) ?? []
  return comments
    .map((comment) => comment.replace(/^\/\*\*|\*\/$/g, '').replace(/^\s*\* ?/gm, ''))
    .join('\n\n')
}

function encode(paragraphs: readonly string[]): Uint8Array {
  return new TextEncoder().encode(paragraphs.join('\n\n'))
}
