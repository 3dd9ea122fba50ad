import { allowMachine } from '../actions/attestation/allow-machine.js'
import { beacons } from '../actions/attestation/beacons.js'
import { checkQuote } from '../actions/attestation/check-quote.js'
import { collateral } from '../actions/attestation/collateral.js'
import { denyMachine } from '../actions/attestation/deny-machine.js'
import { explain } from '../actions/attestation/explain.js'
import { forget } from '../actions/attestation/forget.js'
import { history } from '../actions/attestation/history.js'
import { invalidate } from '../actions/attestation/invalidate.js'
import { isValid } from '../actions/attestation/is-valid.js'
import { machine } from '../actions/attestation/machine.js'
import { measurement } from '../actions/attestation/measurement.js'
import { params } from '../actions/attestation/params.js'
import { policy } from '../actions/attestation/policy.js'
import { proposeMeasurement } from '../actions/attestation/propose-measurement.js'
import { proposePolicy } from '../actions/attestation/propose-policy.js'
import { register } from '../actions/attestation/register.js'
import { removeMeasurement } from '../actions/attestation/remove-measurement.js'
import { renew } from '../actions/attestation/renew.js'
import { retirePolicy } from '../actions/attestation/retire-policy.js'
import { revoke } from '../actions/attestation/revoke.js'
import { supersedeMeasurement } from '../actions/attestation/supersede-measurement.js'
import { tick } from '../actions/attestation/tick.js'
import { upsertPckCa } from '../actions/attestation/upsert-pck-ca.js'
import { upsertPckCrl } from '../actions/attestation/upsert-pck-crl.js'
import { upsertQeIdentity } from '../actions/attestation/upsert-qe-identity.js'
import { upsertRootCrl } from '../actions/attestation/upsert-root-crl.js'
import { upsertTcbInfo } from '../actions/attestation/upsert-tcb-info.js'
import { upsertTcbSigner } from '../actions/attestation/upsert-tcb-signer.js'
import { wasValidAt } from '../actions/attestation/was-valid-at.js'
import { worker } from '../actions/attestation/worker.js'
import { workersByPolicy } from '../actions/attestation/workers-by-policy.js'
import { type Bound, bind, without } from './bind.js'
import type { Client } from './client.js'
import { type SharedClient, sharedClient } from './shared.js'

/** It holds no money but storage deposits, and notifies nobody. */
const absent = [
  'creditOf',
  'deposit',
  'dropToken',
  'holdToken',
  'outboxEntry',
  'registerToken',
  'retryOutbox',
  'tokens',
  'withdraw',
] as const

/** Every action of the attestation contract with its client filled in. */
export type AttestationClient = Omit<SharedClient, (typeof absent)[number]> & {
  readonly allowMachine: Bound<typeof allowMachine>
  readonly beacons: Bound<typeof beacons>
  readonly checkQuote: Bound<typeof checkQuote>
  readonly collateral: Bound<typeof collateral>
  readonly denyMachine: Bound<typeof denyMachine>
  readonly explain: Bound<typeof explain>
  readonly forget: Bound<typeof forget>
  readonly history: Bound<typeof history>
  readonly invalidate: Bound<typeof invalidate>
  readonly isValid: Bound<typeof isValid>
  readonly machine: Bound<typeof machine>
  readonly measurement: Bound<typeof measurement>
  readonly params: Bound<typeof params>
  readonly policy: Bound<typeof policy>
  readonly proposeMeasurement: Bound<typeof proposeMeasurement>
  readonly proposePolicy: Bound<typeof proposePolicy>
  readonly register: Bound<typeof register>
  readonly removeMeasurement: Bound<typeof removeMeasurement>
  readonly renew: Bound<typeof renew>
  readonly retirePolicy: Bound<typeof retirePolicy>
  readonly revoke: Bound<typeof revoke>
  readonly supersedeMeasurement: Bound<typeof supersedeMeasurement>
  readonly tick: Bound<typeof tick>
  readonly upsertPckCa: Bound<typeof upsertPckCa>
  readonly upsertPckCrl: Bound<typeof upsertPckCrl>
  readonly upsertQeIdentity: Bound<typeof upsertQeIdentity>
  readonly upsertRootCrl: Bound<typeof upsertRootCrl>
  readonly upsertTcbInfo: Bound<typeof upsertTcbInfo>
  readonly upsertTcbSigner: Bound<typeof upsertTcbSigner>
  readonly wasValidAt: Bound<typeof wasValidAt>
  readonly worker: Bound<typeof worker>
  readonly workersByPolicy: Bound<typeof workersByPolicy>
}

export function attestationClient(client: Client): AttestationClient {
  return {
    ...without(sharedClient(client, 'attestation'), absent),
    ...bind(
      {
        allowMachine,
        beacons,
        checkQuote,
        collateral,
        denyMachine,
        explain,
        forget,
        history,
        invalidate,
        isValid,
        machine,
        measurement,
        params,
        policy,
        proposeMeasurement,
        proposePolicy,
        register,
        removeMeasurement,
        renew,
        retirePolicy,
        revoke,
        supersedeMeasurement,
        tick,
        upsertPckCa,
        upsertPckCrl,
        upsertQeIdentity,
        upsertRootCrl,
        upsertTcbInfo,
        upsertTcbSigner,
        wasValidAt,
        worker,
        workersByPolicy,
      },
      client,
    ),
  }
}
