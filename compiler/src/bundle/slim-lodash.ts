import type { Plugin } from 'rollup'

const slimId = '\0slim-lodash'

/** Plain data only: that is all near-sdk-js ever clones. */
const source = `
export function cloneDeep(value) {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(cloneDeep)
  if (value instanceof Uint8Array) return value.slice()
  const copy = Object.create(Object.getPrototypeOf(value))
  for (const key of Object.keys(value)) copy[key] = cloneDeep(value[key])
  return copy
}
`

/** near-sdk-js pulls all of lodash in for one deep clone; ten lines do. */
export function slimLodash(): Plugin {
  return {
    name: 'slim-lodash',
    resolveId: (specifier) => (specifier === 'lodash-es' ? slimId : null),
    load: (id) => (id === slimId ? source : null),
  }
}
