import { rustString } from '../primitives/rust-text.js'
import type { HostFunction } from './host/define.js'
import { hostFunctionsOf } from './host/table.js'
import { executionError, HostError, memoryAccessViolation } from './logic/errors.js'
import { Logic } from './logic/logic.js'
import { MoreMemoryWanted } from './logic/memory.js'
import { indirectCallToNull, isIndirectCallTrap, isOutOfBounds, trapError } from './traps.js'
import type { ProtocolConfig } from './types/config.js'
import type { VmContext, VmError, VmExternal, VmOutcome } from './types/interface.js'
import { WasmFormatError } from './wasm/bytes.js'
import { type LoadedModule, loadModule } from './wasm/loaded-module.js'
import type { WasmModule } from './wasm/module.js'
import { CompileFailure, PrepareFailure } from './wasm/prepare-failure.js'
import { privateExport } from './wasm/rewrite.js'

type HostFunctions = ReadonlyMap<string, HostFunction>

export function createVm(config: ProtocolConfig): Vm {
  const hosts = hostFunctionsOf(config.protocolVersion)
  return {
    config,
    prepare: (code) => prepare(code, config),
    run: (contract, methodName, context, begin) => {
      for (;;) {
        const logic = new Logic(config, context, begin())
        const outcome = run(contract, methodName, logic, hosts)
        if (outcome !== 'more-memory') return outcome
        if (contract.ok) contract.module.moveUp()
      }
    },
  }
}

function prepare(code: Uint8Array, config: ProtocolConfig): PreparedContract {
  try {
    return { ok: true, codeLength: code.length, module: loadModule(code, config) }
  } catch (error) {
    return { ok: false, codeLength: code.length, error: preparationError(error) }
  }
}

function preparationError(error: unknown): VmError {
  if (error instanceof PrepareFailure) return prepareError(error.variant)
  if (error instanceof CompileFailure) return compileError(error.message)
  if (error instanceof WasmFormatError || error instanceof WebAssembly.CompileError)
    return prepareError('Deserialization')
  throw error
}

/** The name is of the compiler before; nearcore keeps it in outcomes. */
function compileError(message: string): VmError {
  return {
    outcome: { CompilationError: { WasmerCompileError: { msg: message } } },
    debug: `CompilationError(WasmtimeCompileError { msg: ${rustString(message)} })`,
  }
}

function prepareError(variant: string): VmError {
  return {
    outcome: { CompilationError: { PrepareError: variant } },
    debug: `CompilationError(PrepareError(${variant}))`,
  }
}

function resolveError(variant: string): VmError {
  return { outcome: { MethodResolveError: variant }, debug: `MethodResolveError(${variant})` }
}

function run(
  contract: PreparedContract,
  methodName: string,
  logic: Logic,
  hosts: HostFunctions,
): VmOutcome | 'more-memory' {
  if (methodName === '') return noop(logic, resolveError('MethodEmptyName'))
  if (!contract.ok) return noop(logic, contract.error)
  try {
    logic.gas.pay('contract_loading_bytes', contract.codeLength)
    logic.gas.pay('contract_loading_base')
  } catch (error) {
    return finish(logic, vmError(error))
  }
  const { parsed } = contract.module
  const linkProblem = checkImports(parsed, hosts)
  if (linkProblem !== undefined) return finish(logic, linkProblem)
  const wanted = parsed.exports.find(({ kind, name }) => kind === 0 && name === methodName)
  // The loading fee that was just charged is dropped with these outcomes (until FixContractLoadingCost).
  if (wanted === undefined) return noop(logic, resolveError('MethodNotFound'))
  if (!takesAndGivesNothing(parsed, wanted.index))
    return noop(logic, resolveError('MethodInvalidSignature'))
  const ended = execute(contract.module, methodName, logic, hosts)
  return ended === 'more-memory' ? ended : finish(logic, ended)
}

function takesAndGivesNothing(module: WasmModule, index: number): boolean {
  const type =
    index < module.imports.length
      ? module.imports[index]?.type
      : module.types[module.functionTypes[index - module.imports.length] ?? -1]
  return type !== undefined && type.params.length === 0 && type.results.length === 0
}

const nameOf: Readonly<Record<number, string>> = {
  124: 'f64',
  125: 'f32',
  126: 'i64',
  127: 'i32',
}
const nameOfLetter: Readonly<Record<string, string>> = { l: 'i64', i: 'i32' }

/** Modules whose imports were found right, with the functions they were compared with. */
const linked = new WeakMap<WasmModule, HostFunctions>()

function checkImports(module: WasmModule, hosts: HostFunctions): VmError | undefined {
  if (linked.get(module) === hosts) return undefined
  for (const { name, type } of module.imports) {
    const host = hosts.get(name)
    if (host === undefined) return linkError('unknown or invalid import')
    const expected = signatureText(
      type.params.map((param) => nameOf[param] ?? 'funcref'),
      type.results.map((result) => nameOf[result] ?? 'funcref'),
    )
    const found = signatureText(
      Array.from(host.params, (letter) => nameOfLetter[letter] ?? letter),
      Array.from(host.result, (letter) => nameOfLetter[letter] ?? letter),
    )
    if (expected !== found) {
      return linkError(`types incompatible: expected type \`${expected}\`, found type \`${found}\``)
    }
  }
  linked.set(module, hosts)
  return undefined
}

function linkError(message: string): VmError {
  return executionError(`Link Error: ${message}`, `LinkError { msg: ${rustString(message)} }`)
}

/** A function type as Wasmtime writes it. */
function signatureText(params: readonly string[], results: readonly string[]): string {
  const part = (name: string, types: readonly string[]): string =>
    types.length === 0 ? '' : ` (${name} ${types.join(' ')})`
  return `(func${part('param', params)}${part('result', results)})`
}

/** Runs the method; the gas global and the counter are kept equal at every crossing. */
function execute(
  loaded: LoadedModule,
  methodName: string,
  logic: Logic,
  hosts: HostFunctions,
): VmError | 'more-memory' | undefined {
  const { module: compiled, isWhole, imports } = loaded.compiled()
  let gasGlobal: WebAssembly.Global | undefined
  const leaveGuest = (): void => {
    const remaining = BigInt.asUintN(64, gasGlobal?.value ?? 0n)
    logic.gas.burnt = logic.gas.limit - remaining
  }
  const enterGuest = (): void => {
    if (gasGlobal !== undefined) gasGlobal.value = logic.gas.limit - logic.gas.burnt
  }
  const env: Record<string, (...values: (bigint | number)[]) => bigint | number | undefined> = {}
  for (const { name } of loaded.parsed.imports) {
    const host = hosts.get(name)
    if (host === undefined) continue
    env[name] = (...values) => {
      leaveGuest()
      const result = logic.traced(name, () => host.run(logic, ...values.map(unsigned)))
      enterGuest()
      return host.result === 'i' ? Number(result) : result
    }
  }
  let exports: WebAssembly.Exports
  try {
    exports = new WebAssembly.Instance(compiled, { ...imports, env }).exports
  } catch (error) {
    return trapError(error)
  }
  const memory = exports[privateExport.memory]
  const gas = exports[privateExport.gas]
  if (!(memory instanceof WebAssembly.Memory) || !(gas instanceof WebAssembly.Global)) {
    throw new Error('rewritten module lacks its private exports')
  }
  gasGlobal = gas
  logic.attach(memory)
  enterGuest()
  try {
    callExport(exports, privateExport.start)
    callExport(exports, methodName)
    leaveGuest()
    return undefined
  } catch (error) {
    if (error instanceof HostError) return vmError(error)
    if (error instanceof MoreMemoryWanted) return 'more-memory'
    leaveGuest()
    if (isRaised(exports, privateExport.gasFlag)) return vmError(logic.gas.exhaust(logic.gas.limit))
    if (isRaised(exports, privateExport.stackFlag)) return vmError(memoryAccessViolation())
    if (!isWhole && (isRaised(exports, privateExport.memoryFlag) || isOutOfBounds(error)))
      return 'more-memory'
    if (isIndirectCallTrap(error) && calledNull(exports)) return indirectCallToNull()
    return trapError(error)
  }
}

/** Whether the table holds nothing where the last indirect call went. */
function calledNull(exports: WebAssembly.Exports): boolean {
  const index = exports[privateExport.callIndex]
  const table = exports[privateExport.table]
  if (!(index instanceof WebAssembly.Global) || !(table instanceof WebAssembly.Table)) return false
  return table.get(Number(index.value) >>> 0) === null
}

function unsigned(value: bigint | number): bigint {
  return typeof value === 'bigint' ? BigInt.asUintN(64, value) : BigInt(value >>> 0)
}

function callExport(exports: WebAssembly.Exports, name: string): void {
  const target = exports[name]
  if (typeof target === 'function') target()
}

function isRaised(exports: WebAssembly.Exports, name: string): boolean {
  const flag = exports[name]
  return flag instanceof WebAssembly.Global && flag.value === 1
}

function vmError(error: unknown): VmError {
  if (error instanceof HostError) return executionError(error.text, error.debug)
  throw error
}

function finish(logic: Logic, aborted: VmError | undefined): VmOutcome {
  const { gas } = logic
  if (aborted === undefined && !logic.context.isView) {
    gas.promisesGas += logic.promises.distribute(gas.prepaid - gas.used)
  }
  const profile = new Map(gas.profile)
  let hostGas = 0n
  for (const burnt of profile.values()) hostGas += burnt
  if (gas.burnt > hostGas) profile.set('WASM_INSTRUCTION', gas.burnt - hostGas)
  return {
    balanceYocto: logic.balanceYocto,
    storageUsage: logic.storageUsage,
    returned: logic.returned,
    burntGas: gas.burnt,
    usedGas: gas.used,
    logs: logic.logs,
    receipts: logic.promises.finish(),
    profile,
    hostCalls: logic.hostCalls,
    aborted,
  }
}

/** An outcome that burnt nothing: the method could not be resolved. */
function noop(logic: Logic, aborted: VmError): VmOutcome {
  const { context } = logic
  return {
    balanceYocto: context.accountBalanceYocto,
    storageUsage: context.storageUsage,
    returned: { kind: 'none' },
    burntGas: 0n,
    usedGas: 0n,
    logs: [],
    receipts: [],
    profile: new Map(),
    hostCalls: [],
    aborted,
  }
}

/** A validated, rewritten and compiled module; cached by code hash and protocol profile. */
export type PreparedContract =
  | { readonly ok: true; readonly codeLength: number; readonly module: LoadedModule }
  | { readonly ok: false; readonly codeLength: number; readonly error: VmError }

export type Vm = {
  readonly config: ProtocolConfig
  readonly prepare: (code: Uint8Array) => PreparedContract
  /**
   * Runs one method. `begin` is called once an attempt and each time gives access to the same
   * state, without what an earlier attempt did: a call that turns out to need much memory starts over.
   */
  readonly run: (
    contract: PreparedContract,
    methodName: string,
    context: VmContext,
    begin: () => VmExternal,
  ) => VmOutcome
}
