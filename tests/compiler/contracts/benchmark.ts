/** The benchmark contract: what an ordinary near-sdk-js 2.0 author writes, nothing tuned. */
import { call, initialize, LookupMap, NearBindgen, near, view } from 'near-sdk-js'

@NearBindgen({ requireInit: true })
export class Benchmark {
  owner = ''
  writes = 0
  records: LookupMap<string> = new LookupMap<string>('r')

  @initialize({})
  init({ owner }: { owner: string }): void {
    this.owner = owner
  }

  @view({})
  empty(): void {}

  @view({})
  get({ key }: { key: string }): string | null {
    return this.records.get(key)
  }

  @call({})
  put({ key, value }: { key: string; value: string }): number {
    this.records.set(key, value)
    this.writes += 1
    near.log(
      `EVENT_JSON:${JSON.stringify({ standard: 'bench', version: '1.0.0', event: 'put', data: [{ key }] })}`,
    )
    return this.writes
  }
}
