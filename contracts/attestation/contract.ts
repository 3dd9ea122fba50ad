/** Entry points of the attestation contract; `interface.ts` documents the wire form. */
export {
  accept_owner,
  cancel_upgrade,
  execute_upgrade,
  governance,
  migrate,
  pause,
  propose_owner,
  propose_upgrade,
  resume,
  set_guardian,
} from '../common/entry/governance.js'
export { solvency } from '../common/entry/money.js'
export { self_test } from '../common/entry/self-test.js'
export {
  on_storage_withdraw,
  storage_balance_bounds,
  storage_balance_of,
  storage_deposit,
  storage_unregister,
  storage_withdraw,
} from '../common/entry/storage.js'
export * from './entry/collateral.js'
export * from './entry/governed.js'
export * from './entry/init.js'
export * from './entry/views.js'
export * from './entry/workers.js'
