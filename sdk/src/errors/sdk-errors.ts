/** Errors that arise in the SDK itself. Append-only, same form as the contracts' registries. */
export const sdkErrors: Readonly<
  Record<string, readonly [message: string, nextAction: string, retryable?: true]>
> = {
  SDK_TRANSPORT: ['the RPC endpoint did not answer: {0}', 'check the endpoint and try again', true],
  SDK_RPC: ['the RPC endpoint refused {0}: {1}', 'correct the request'],
  SDK_NO_ACCOUNT: ['the client has no account to sign with', 'pass account to createHubClient'],
  SDK_TX_REFUSED: ['the transaction was refused: {0}', 'correct the cause and send a new one'],
  SDK_TX_FAILED: ['the transaction failed: {0}', 'look the transaction up for the whole error'],
  SDK_TX_UNKNOWN: [
    'it is not known whether transaction {0} was applied',
    'look its hash up before sending anything again',
  ],
  SDK_BAD_RESULT: ['{0} returned something unexpected', 'check that SDK and contract versions fit'],
  SDK_VIEW_FAILED: ['view {0} failed: {1}', 'correct the arguments'],
  SDK_KEY_REUSED: [
    'key {0} already stands for another transaction',
    'choose another key for another intention',
  ],
  SDK_NO_CONTRACT: [
    'the client has no account id of the {0} contract',
    'pass it in contracts of createHubClient',
  ],
  SDK_PARAMETER: ['parameter {0} is not {1}', 'correct the parameter and call again'],
  SDK_EVENT: [
    'the log is not an event of the hub: {0}',
    'check that SDK and contract versions fit',
  ],
  SDK_MISSING_PEER: [
    'the store needs package {0}, which is not installed',
    'add the package to the application: npm install and its name',
  ],
  SDK_WORKER_REFUSED: [
    'the worker is not to be trusted: {0}',
    'send it nothing; choose another worker, or fetch current collateral and ask for a fresh quote',
  ],
  SDK_RESTORED: [
    'the payment failed and is credit again: {0}',
    'correct the cause, then withdraw again',
  ],
  SDK_UNDELIVERED: [
    'notification {0} was not taken and waits in the outbox: {1}',
    'correct the cause, then call retryOutbox with its id; whatever led to it is done',
  ],
  SDK_NOT_DONE: [
    'the transaction went through, but {0} did nothing of it',
    'look the transaction up: the tokens are where their contract says',
  ],
}
