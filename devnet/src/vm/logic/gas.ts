import type { ExtCost, Fee, ProtocolConfig } from '../types/config.js'
import { gasExceeded, gasLimitExceeded, integerOverflow } from './errors.js'

const maxU64 = 2n ** 64n - 1n

/** Burnt and used gas of one call, with nearcore's rules at exhaustion (nearcore.md 2.5). */
export class GasCounter {
  readonly config: ProtocolConfig
  readonly prepaid: bigint
  readonly maxBurnt: bigint
  burnt: bigint = 0n
  promisesGas: bigint = 0n
  readonly profile: Map<string, bigint> = new Map()

  constructor(config: ProtocolConfig, prepaidGas: bigint, isView: boolean) {
    this.config = config
    this.maxBurnt = isView ? config.maxGasBurntView : config.maxGasBurnt
    this.prepaid = isView ? maxU64 : prepaidGas
  }

  /** What may be burnt in all, given what is promised away. */
  get limit(): bigint {
    const left = this.prepaid - this.promisesGas
    return minOf(left, this.maxBurnt)
  }

  get used(): bigint {
    return this.burnt + this.promisesGas
  }

  /** Charges a host cost `count` times. */
  pay(cost: ExtCost, count: bigint | number = 1n): void {
    const gas = this.config.ext[cost] * BigInt(count)
    if (gas > maxU64) throw integerOverflow()
    this.payTogether(cost, gas, gas)
  }

  /** Burns the send part of a fee and sets its execution part aside. */
  payFee(name: string, fee: Fee, sir: boolean, count: bigint = 1n): void {
    const burn = (sir ? fee.sendSir : fee.sendNotSir) * count
    this.payTogether(name, burn, burn + fee.execution * count)
  }

  /** Charges several fees as one; the profile shows what was burnt, also of a charge that failed. */
  payTogether(name: string, burn: bigint, use: bigint): void {
    const before = this.burnt
    try {
      this.deduct(burn, use)
    } finally {
      this.#note(name, this.burnt - before)
    }
  }

  /** Sets gas aside for a promise. */
  prepay(gas: bigint): void {
    this.deduct(0n, gas)
  }

  deduct(burn: bigint, use: bigint): void {
    const burnt = this.burnt + burn
    const promises = this.promisesGas + use - burn
    if (burnt + promises > maxU64) throw integerOverflow()
    if (burnt <= this.maxBurnt && burnt + promises <= this.prepaid) {
      this.burnt = burnt
      this.promisesGas = promises
      return
    }
    throw this.#fail(burnt, burnt + promises)
  }

  /** Settles the counter at its limit, as an operator that cannot be paid does. */
  exhaust(wanted: bigint): Error {
    return this.#fail(this.burnt + wanted, this.burnt + wanted + this.promisesGas)
  }

  #fail(newBurnt: bigint, newUsed: bigint): Error {
    const hardLimit = minOf(this.prepaid, this.maxBurnt)
    const overBurntLimit = newBurnt > this.maxBurnt
    this.burnt = newBurnt < hardLimit ? newBurnt : hardLimit
    const used = newUsed < this.prepaid ? newUsed : this.prepaid
    this.promisesGas = used > this.burnt ? used - this.burnt : 0n
    return overBurntLimit ? gasLimitExceeded() : gasExceeded()
  }

  #note(name: string, gas: bigint): void {
    this.profile.set(name, (this.profile.get(name) ?? 0n) + gas)
  }
}

function minOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
