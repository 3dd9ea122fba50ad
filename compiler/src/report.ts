import { basename } from 'node:path'
import type { Bundle } from './bundle/bundle.js'
import type { Profile, SizeReport } from './interface.js'
import type { Assembled } from './snapshot/assemble.js'

/** Sizes by part, and what the module imports and exports. */
export function sizeReport(
  entry: string,
  profile: Profile,
  bundle: Bundle,
  bytecode: Uint8Array,
  assembled: Assembled,
): SizeReport {
  const module = new WebAssembly.Module(new Uint8Array(assembled.wasm))
  return {
    contract: basename(entry),
    profile,
    wasmBytes: assembled.wasm.length,
    codeBytes: assembled.wasm.length - assembled.snapshotBytes,
    snapshotBytes: assembled.snapshotBytes,
    bundleBytes: Buffer.byteLength(bundle.script),
    bytecodeBytes: bytecode.length,
    exports: WebAssembly.Module.exports(module).map(({ name }) => name),
    imports: WebAssembly.Module.imports(module).map(({ name }) => name),
  }
}
