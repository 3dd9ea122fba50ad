export { describe } from './abi/describe.js'
export { compile } from './compile.js'
export { CompileError } from './errors.js'
export { explainStack } from './explain.js'
export { type HostFunction, hostFunctions } from './host/table.js'
export type {
  AbiDocument,
  Compile,
  CompileOptions,
  CompileResult,
  Describe,
  Profile,
  SizeReport,
} from './interface.js'
