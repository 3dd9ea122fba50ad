import type { Bundle } from '../bundle/bundle.js'
import type { AbiDocument } from '../interface.js'

/** near-abi 0.4: names, kinds and modifiers of every method. */
export function describeAbi(bundle: Bundle): AbiDocument {
  const functions = bundle.entries.map((name) => {
    const method = bundle.methods.find((candidate) => candidate.name === name)
    const modifiers = [
      ...(method?.kind === 'initialize' ? ['init'] : []),
      ...(method?.isPrivate === true ? ['private'] : []),
      ...(method?.isPayable === true ? ['payable'] : []),
    ]
    return {
      name,
      kind: method?.kind === 'view' ? 'view' : 'call',
      ...(modifiers.length > 0 ? { modifiers } : {}),
    }
  })
  return {
    schema_version: '0.4.0',
    metadata: { build: { compiler: 'near-ts-compile 0.1.0', builder: 'QuickJS 2021-03-27' } },
    body: { functions, root_schema: {} },
  }
}
