/** Import circles: files that reach each other, type-only imports counted. */
import { importedFiles, type SourceTree } from './source-tree.js'

type Visit = { index: number; low: number; isOpen: boolean }

/** Each circle as its files in order of path (Tarjan's strongly connected components). */
export function importCircles(tree: SourceTree): readonly (readonly string[])[] {
  const visits = new Map<string, Visit>()
  const open: string[] = []
  const circles: (readonly string[])[] = []
  const visit = (path: string): Visit => {
    const own: Visit = { index: visits.size, low: visits.size, isOpen: true }
    visits.set(path, own)
    open.push(path)
    const file = tree.get(path)
    for (const target of file === undefined ? [] : importedFiles(tree, file)) {
      const seen = visits.get(target)
      if (seen === undefined) own.low = Math.min(own.low, visit(target).low)
      else if (seen.isOpen) own.low = Math.min(own.low, seen.index)
    }
    if (own.low === own.index) {
      const circle = open.splice(open.indexOf(path))
      for (const member of circle) (visits.get(member) ?? own).isOpen = false
      if (circle.length > 1) circles.push(circle.sort())
    }
    return own
  }
  for (const path of tree.keys()) if (!visits.has(path)) visit(path)
  return circles
}

export function checkCircles(tree: SourceTree): readonly string[] {
  return importCircles(tree).map((circle) => `${circle.join(', ')}: import each other in a circle`)
}
