/** Every rule on the repository's structure, over one tree of sources. */
import { checkCircles } from './circles.js'
import { checkContractShapes } from './contract-shape.js'
import { layerTable } from './layer-table.js'
import { checkLayers } from './layers.js'
import { checkPackages } from './packages.js'
import { checkSizes } from './sizes.js'
import type { SourceTree } from './source-tree.js'

/** One line a problem. */
export function checkStructure(tree: SourceTree): readonly string[] {
  return [
    ...checkSizes(tree),
    ...checkPackages(tree),
    ...checkCircles(tree),
    ...Object.entries(layerTable).flatMap(([folder, layers]) => checkLayers(tree, folder, layers)),
    ...checkContractShapes(tree),
  ]
}
