/** An ordinary near-sdk-js contract: every collection, nested state, private callbacks, promises. */
import {
  assert,
  call,
  LookupMap,
  LookupSet,
  NearBindgen,
  NearPromise,
  near,
  UnorderedMap,
  UnorderedSet,
  Vector,
  view,
} from 'near-sdk-js'

type Note = { text: string; likes: number; tags: string[] }

@NearBindgen({})
export class Collections {
  count = 0
  total = 0n
  notes: UnorderedMap<Note> = new UnorderedMap<Note>('n')
  order: Vector<string> = new Vector<string>('o')
  authors: LookupMap<string> = new LookupMap<string>('a')
  seen: LookupSet<string> = new LookupSet<string>('s')
  tags: UnorderedSet<string> = new UnorderedSet<string>('t')

  @call({})
  add({ id, text, tags }: { id: string; text: string; tags: string[] }): number {
    assert(!this.seen.contains(id), `ERR_EXISTS: ${id}`)
    this.seen.set(id)
    this.notes.set(id, { text, likes: 0, tags })
    this.order.push(id)
    this.authors.set(id, near.predecessorAccountId())
    for (const tag of tags) this.tags.set(tag)
    this.count += 1
    this.total += BigInt(text.length)
    near.log(`added ${id}`)
    return this.count
  }

  @call({})
  like({ id }: { id: string }): Note {
    const note = this.notes.get(id)
    if (note === null) throw new Error(`ERR_MISSING: ${id}`)
    note.likes += 1
    this.notes.set(id, note)
    return note
  }

  @call({})
  remove({ id }: { id: string }): boolean {
    const removed = this.notes.remove(id) !== null
    if (removed) this.seen.remove(id)
    return removed
  }

  @view({})
  all(): [string, Note][] {
    return this.notes.toArray()
  }

  @view({})
  summary(): { count: number; total: string; order: string[]; tags: string[] } {
    return {
      count: this.count,
      total: this.total.toString(),
      order: this.order.toArray(),
      tags: this.tags.toArray(),
    }
  }

  @call({ payableFunction: true })
  pay({ to }: { to: string }): NearPromise {
    return NearPromise.new(to)
      .transfer(near.attachedDeposit())
      .then(
        NearPromise.new(near.currentAccountId()).functionCall(
          'after_pay',
          JSON.stringify({ to }),
          0n,
          5_000_000_000_000n,
        ),
      )
  }

  @call({ privateFunction: true })
  after_pay({ to }: { to: string }): string {
    near.log(`paid ${to}`)
    return near.promiseResultsCount().toString()
  }
}
