/** Layers inside a package: a file imports its own layer and lower ones, never a higher one. */
import { importedFiles, isGenerated, type SourceTree } from './source-tree.js'

/** From low to high; the members of one layer are files or folders (with `/` at the end), `*` one name. */
export type Layers = readonly (readonly string[])[]

/** What is wrong in one package: arrows that run upward, and files that stand in no layer. */
export function checkLayers(tree: SourceTree, folder: string, layers: Layers): readonly string[] {
  const layerOf = (path: string): number => findLayer(layers, path.slice(folder.length))
  return [...tree.values()].flatMap((file) => {
    if (!file.path.startsWith(folder) || !file.path.endsWith('.ts') || isGenerated(file.path))
      return []
    const own = layerOf(file.path)
    if (own < 0) return [`${file.path}: stands in no layer of ${folder}`]
    return importedFiles(tree, file)
      .filter((target) => target.startsWith(folder) && !isGenerated(target))
      .filter((target) => layerOf(target) > own)
      .map((target) => `${file.path}: imports upward, ${target}`)
  })
}

/** The layer whose member names most of the path. */
function findLayer(layers: Layers, path: string): number {
  let found = -1
  let longest = 0
  for (const [index, members] of layers.entries()) {
    for (const member of members) {
      if (member.length > longest && matches(member, path)) {
        found = index
        longest = member.length
      }
    }
  }
  return found
}

function matches(member: string, path: string): boolean {
  const names = member.split('/')
  const parts = path.split('/')
  const isFolder = member.endsWith('/')
  if (isFolder ? parts.length < names.length : parts.length !== names.length) return false
  const compared = isFolder ? names.slice(0, -1) : names
  return compared.every((name, at) => name === '*' || name === parts[at])
}
