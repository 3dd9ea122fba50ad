/** The end of a season: everybody has what is theirs, and every contract what it owes. */
import { rolesOf } from './people.js'
import type { World } from './world.js'

/** Everyone takes out what they have anywhere. */
export async function payOutEveryone(world: World): Promise<void> {
  const names = ['root', ...rolesOf().map(([name]) => name)]
  for (const name of names) {
    const hub = world.hub(name)
    const accountId = world.id(name)
    if ((await hub.channels.creditOf({ accountId })) > 0n) await hub.channels.withdraw({})
    for (const contract of ['competition', 'ladder', 'licensing'] as const) {
      const credit = await hub[contract].creditOf({ accountId, token: 'NEAR' })
      if (credit > 0n) await hub[contract].withdraw({ token: 'NEAR' })
    }
  }
}

/** Every contract says of itself that it holds what it owes. */
export async function requireSolvent(world: World): Promise<void> {
  const hub = world.hub('organiser')
  for (const name of ['channels', 'competition', 'ladder', 'licensing'] as const) {
    const { solvent } = await hub[name].solvency({ token: 'NEAR' })
    if (!solvent) throw new Error(`${name} owes more than it holds`)
  }
}
