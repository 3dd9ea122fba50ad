import type { Plugin } from 'rollup'

const isPath = /^(\.|\/)|^[A-Za-z]:[\\/]/

/**
 * Keeps Rollup from shaking the contract's own modules, those reached by paths: it takes conversions and membership
 * tests inside functions for pure. Packages are shaken, and loaded only for what is imported from them.
 */
export function keepOwnModules(): Plugin {
  const own = new Set<string>()
  return {
    name: 'keep-own-modules',
    resolveId: {
      order: 'pre',
      async handler(specifier, importer, options) {
        const isOwn = importer === undefined || (own.has(importer) && isPath.test(specifier))
        const resolved = await this.resolve(specifier, importer, {
          isEntry: options.isEntry,
          skipSelf: true,
        })
        if (resolved === null || resolved.external) return resolved
        if (!isOwn) return { ...resolved, moduleSideEffects: false }
        own.add(resolved.id)
        return { ...resolved, moduleSideEffects: 'no-treeshake' }
      },
    },
  }
}
