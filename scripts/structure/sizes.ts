import { isGenerated, type SourceTree } from './source-tree.js'

const maxLines = 600

/** Files that have grown past what one concern needs. */
export function checkSizes(tree: SourceTree): readonly string[] {
  return [...tree.values()].flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1
    return lines > maxLines && !isGenerated(path)
      ? [`${path}: ${lines} lines, at most ${maxLines}`]
      : []
  })
}
