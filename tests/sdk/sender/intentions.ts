import type { Devnet } from '@research-hub/devnet'
import {
  isHubError,
  type Journal,
  resume,
  type SendContext,
  sendActions,
  type Transport,
} from '@research-hub/sdk'
import { accountOf } from '../../support/calls.js'
import { toSdkAccount } from '../../support/channels-fixture.js'
import { virtualClock } from './virtual-clock.js'

/** One send: 1 yocto to an account of its own, so that its balance counts the applications. */
export type Intention = { readonly receiverId: string; outcome: 'applied' | 'refused' | 'open' }

export type World = {
  readonly devnet: Devnet
  readonly networkId: string
  readonly totals: Record<string, number>
  next: number
}

export function nextIntention(world: World): Intention {
  const receiverId = world.next.toString(16).padStart(64, '0')
  world.next++
  return { receiverId, outcome: 'open' }
}

export function contextOf(world: World, transport: Transport, journal: Journal): SendContext {
  const account = toSdkAccount(accountOf(world.devnet, 'alice.hub.near'))
  return { transport, networkId: world.networkId, account, journal, clock: virtualClock() }
}

export async function send(
  world: World,
  context: SendContext,
  intention: Intention,
): Promise<void> {
  let signatures = 0
  const onSigned = (): void => {
    signatures++
    if (signatures > 1) count(world.totals, 'signed again')
  }
  const transfer = { kind: 'transfer', amountYocto: 1n } as const
  const options = { key: intention.receiverId }
  try {
    await sendActions({ ...context, onSigned }, intention.receiverId, [transfer], options)
    intention.outcome = 'applied'
  } catch (error) {
    // An error before anything was signed: reads failed, and the caller knows nothing was sent.
    if (signatures === 0) intention.outcome = 'refused'
    else if (isHubError(error, 'SDK_TX_REFUSED')) intention.outcome = 'refused'
    // Anything else leaves the matter open, and the journal knows more.
  }
}

/** After a restart: the journal is followed over a sound network until nothing is open. */
export async function pickUp(
  world: World,
  sound: Transport,
  journal: Journal,
  intentions: readonly Intention[],
): Promise<void> {
  await resume(contextOf(world, sound, journal))
  for (const intention of intentions) {
    if (intention.outcome !== 'open') continue
    const entry = await journal.get(intention.receiverId)
    count(world.totals, `picked up ${entry?.state ?? 'unsigned'}`)
    if (entry?.state === 'final') intention.outcome = 'applied'
    else if (entry === undefined || entry.state !== 'pending') intention.outcome = 'refused'
  }
}

/** Compares what each caller was told with what the chain has. */
export function wrongOutcomes(world: World, intentions: readonly Intention[]): readonly string[] {
  return intentions.flatMap(({ receiverId, outcome }) => {
    count(world.totals, outcome)
    const applied = Number(world.devnet.balanceYocto(receiverId))
    const expected = { applied: 1, refused: 0, open: -1 }[outcome]
    return applied === expected ? [] : [`applied ${applied}, said ${outcome}`]
  })
}

export function count(totals: Record<string, number>, name: string): void {
  totals[name] = (totals[name] ?? 0) + 1
}
