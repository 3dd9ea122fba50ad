/** Entry points of the competition contract; `interface.ts` documents each. */
export {
  accept_owner,
  cancel_upgrade,
  execute_upgrade,
  governance,
  migrate,
  pause,
  propose_owner,
  propose_upgrade,
  register_token,
  resume,
  set_guardian,
} from '../common/entry/governance.js'
export {
  credit_of,
  deposit,
  drop_token,
  hold_token,
  on_withdraw,
  solvency,
  tokens,
  withdraw,
} from '../common/entry/money.js'
export {
  on_outbox,
  on_outbox_probe,
  outbox_entry,
  outbox_received,
  retry_outbox,
} from '../common/entry/outbox.js'
export { self_test } from '../common/entry/self-test.js'
export {
  on_storage_withdraw,
  storage_balance_bounds,
  storage_balance_of,
  storage_deposit,
  storage_unregister,
  storage_withdraw,
} from '../common/entry/storage.js'
export {
  admit,
  admit_seat,
  apply,
  claim,
  close_entry,
  commit,
  deny,
  forget_artifact,
  register_winner,
  request_credits,
  reveal,
  withdraw_entry,
} from './entry/entries.js'
export { ft_on_transfer, fund, refund } from './entry/escrow.js'
export {
  clear_scores,
  commit_scores,
  enrol,
  finalise,
  fix_seed,
  register_evaluator,
  request_unbond,
  reveal_salt,
  reveal_scores,
  settle_evaluator,
  tally,
  unbond,
} from './entry/evaluation.js'
export { cutoff, page, proof, rank } from './entry/leaderboard.js'
export {
  cancel,
  create_series,
  init,
  purge,
  roll,
  set_creator,
  set_template,
  void_competition,
} from './entry/series.js'
export {
  artifact,
  competition,
  config,
  contract_source_metadata,
  enrolment,
  entry,
  evaluator,
  funding,
  is_creator,
  params,
  phase,
  scores,
  seat,
  series,
} from './entry/views.js'
