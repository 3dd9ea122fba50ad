import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bn254 } from '@noble/curves/bn254.js'
import { p256 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import test from 'ava'
import { compileText, deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { cost, profileName } from './costs.js'

type CostName = keyof typeof cost | keyof typeof fee
type Units = Partial<Record<CostName, bigint>>

/** Send parts of the fees that host functions burn; the receiver is another account unless noted. */
const fee = {
  new_action_receipt: 108_059_500_000n,
  new_data_receipt_base: 36_486_732_312n + 36_486_732_312n,
  function_call_base: 200_000_000_000n,
  function_call_byte: 47_683_715n,
  function_call_byte_self: 2_235_934n,
  transfer: 115_123_062_500n,
  create_account: 500_000_000_000n,
  deploy_contract_base: 184_765_750_000n,
  deploy_contract_byte: 47_683_715n,
  use_global_contract_base: 184_765_750_000n,
  use_global_contract_byte: 47_683_715n,
  deploy_global_contract_base: 184_765_750_000n,
  deploy_global_contract_byte: 47_683_715n,
  stake: 141_715_687_500n,
  add_full_access_key: 101_765_125_000n,
  add_function_call_key_base: 102_217_625_000n,
  add_function_call_key_byte: 47_683_715n,
  gas_key_transfer_base: 115_123_062_500n,
  gas_key_byte: 59_357_464n,
  delete_key: 94_946_625_000n,
  delete_account: 147_489_000_000n,
} as const

const memory = (length: number): Units => ({
  read_memory_base: 1n,
  read_memory_byte: BigInt(length),
})
const toMemory = (length: number): Units => ({
  write_memory_base: 1n,
  write_memory_byte: BigInt(length),
})
const register = (length: number): Units => ({
  write_register_base: 1n,
  write_register_byte: BigInt(length),
})
const account = (id: string): Units =>
  plus(memory(id.length), { utf8_decoding_base: 1n, utf8_decoding_byte: BigInt(id.length) })
const base: Units = { base: 1n }

function plus(...parts: readonly Units[]): Units {
  const sum: Units = {}
  for (const part of parts)
    for (const [name, units] of Object.entries(part))
      sum[name as CostName] = (sum[name as CostName] ?? 0n) + units
  return sum
}

function times(count: bigint, part: Units): Units {
  return Object.fromEntries(Object.entries(part).map(([name, units]) => [name, units * count]))
}

/** A Uint8Array literal of these bytes. */
function js(bytes: Uint8Array): string {
  return `new Uint8Array([${bytes.join()}])`
}

const message = Buffer.from('a message')
const digest = createHash('sha256').update(message).digest()

function ed25519Arguments(): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const key = Buffer.from(String(publicKey.export({ format: 'jwk' }).x), 'base64url')
  return `${js(sign(null, message, privateKey))}, ${js(message)}, ${js(key)}`
}

function p256Arguments(): string {
  const secret = p256.utils.randomSecretKey()
  const signature = p256.sign(digest, secret, { prehash: false })
  return `${js(signature)}, ${js(digest)}, ${js(p256.getPublicKey(secret))}`
}

function ecrecoverArguments(): string {
  const secret = secp256k1.utils.randomSecretKey()
  const signature = secp256k1.sign(digest, secret, { prehash: false, format: 'recovered' })
  return `${js(digest)}, ${js(signature.subarray(1))}, ${signature[0]}n, 0n, 1n`
}

const generator = bn254.G1.Point.BASE.toAffine()
const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex')).reverse()
const bnPoint = Uint8Array.from([...littleEndian(generator.x), ...littleEndian(generator.y)])
const bnG2 = bn254.G2.Point.BASE.toAffine()
const bnPair = Uint8Array.from([
  ...bnPoint,
  ...[bnG2.x.c0, bnG2.x.c1, bnG2.y.c0, bnG2.y.c1].flatMap((value) => [...littleEndian(value)]),
])
const blsG1 = bls12_381.G1.Point.BASE.toBytes(false)
const blsG2 = bls12_381.G2.Point.BASE.toBytes(false)
const zeros = (count: number): Uint8Array => new Uint8Array(count)
const key33 = `${js(Uint8Array.from([0, ...digest]))}`
const to = 'user.hub.near'

type Case = { readonly call: string; readonly before?: string; readonly units: Units }

const batch = `const p = env.promise_batch_create('${to}')`
const hash = (name: string, byte: string, out: number): Case => ({
  call: `env.${name}(${js(message)}, 1n)`,
  units: plus(
    { [`${name}_base`]: 1n, [byte]: BigInt(message.length) },
    memory(message.length),
    register(out),
  ),
})
const signature = (
  name: string,
  args: string,
  sizes: readonly number[],
  byteCount: number,
): Case => ({
  call: `if (env.${name}(${args}) !== 1n) throw new Error('refused')`,
  units: plus({ [`${name}_base`]: 1n, [`${name}_byte`]: BigInt(byteCount) }, ...sizes.map(memory)),
})
const curve = (
  name: string,
  costs: string,
  input: Uint8Array,
  count: bigint,
  out: number,
  expected: string,
): Case => ({
  call: `if (String(env.${name}(${js(input)}${out > 0 ? ', 1n' : ''})) !== '${expected}') throw new Error('wrong')`,
  units: plus(
    { [`${costs}_base`]: 1n, [`${costs}_element`]: count },
    memory(input.length),
    out > 0 ? register(out) : {},
  ),
})
const action = (name: string, args: string, units: Units): Case => ({
  before: batch,
  call: `env.promise_batch_action_${name}(p${args === '' ? '' : `, ${args}`})`,
  units: plus(base, units),
})
const call = (bytes: number): Units => ({
  function_call_base: 1n,
  function_call_byte: BigInt(bytes),
})

const cases: Readonly<Record<string, Case>> = {
  write_register: {
    call: `env.write_register(1n, ${js(zeros(10))})`,
    units: plus(base, memory(10), register(10)),
  },
  read_register: {
    before: `env.write_register(1n, ${js(zeros(10))})`,
    call: 'env.read_register(1n)',
    // The binding asks for the length first.
    units: plus(base, base, { read_register_base: 1n, read_register_byte: 10n }, toMemory(10)),
  },
  register_len: { call: 'env.register_len(9n)', units: base },
  current_account_id: {
    call: 'env.current_account_id(1n)',
    units: plus(base, register(deployedId.length)),
  },
  signer_account_id: { call: 'env.signer_account_id(1n)', units: plus(base, register(to.length)) },
  signer_account_pk: { call: 'env.signer_account_pk(1n)', units: plus(base, register(33)) },
  predecessor_account_id: {
    call: 'env.predecessor_account_id(1n)',
    units: plus(base, register(to.length)),
  },
  refund_to_account_id: {
    call: 'env.refund_to_account_id(1n)',
    units: plus(base, register(to.length)),
  },
  current_contract_code: { call: 'env.current_contract_code(1n)', units: plus(base, register(32)) },
  block_index: { call: 'env.block_index()', units: base },
  block_timestamp: { call: 'env.block_timestamp()', units: base },
  epoch_height: { call: 'env.epoch_height()', units: base },
  storage_usage: { call: 'env.storage_usage()', units: base },
  account_balance: { call: 'env.account_balance()', units: plus(base, toMemory(16)) },
  account_locked_balance: { call: 'env.account_locked_balance()', units: plus(base, toMemory(16)) },
  attached_deposit: { call: 'env.attached_deposit()', units: plus(base, toMemory(16)) },
  prepaid_gas: { call: 'env.prepaid_gas()', units: base },
  used_gas: { call: 'env.used_gas()', units: base },
  random_seed: { call: 'env.random_seed(1n)', units: plus(base, register(32)) },
  validator_stake: {
    call: `env.validator_stake('${to}')`,
    units: plus(base, account(to), { validator_stake_base: 1n }, toMemory(16)),
  },
  validator_total_stake: {
    call: 'env.validator_total_stake()',
    units: plus(base, { validator_total_stake_base: 1n }, toMemory(16)),
  },
  sha256: hash('sha256', 'sha256_byte', 32),
  keccak256: hash('keccak256', 'keccak256_byte', 32),
  keccak512: hash('keccak512', 'keccak512_byte', 64),
  ripemd160: {
    call: `env.ripemd160(${js(zeros(60))}, 1n)`,
    // 60 bytes and padding take two blocks of 64.
    units: plus({ ripemd160_base: 1n, ripemd160_block: 2n }, memory(60), register(20)),
  },
  ecrecover: {
    call: `if (env.ecrecover(${ecrecoverArguments()}) !== 1n) throw new Error('refused')`,
    units: plus({ ecrecover_base: 1n }, memory(64), memory(32), register(64)),
  },
  ed25519_verify: signature(
    'ed25519_verify',
    ed25519Arguments(),
    [64, message.length, 32],
    message.length,
  ),
  p256_verify: signature('p256_verify', p256Arguments(), [64, 32, 33], 32),
  alt_bn128_g1_multiexp: curve(
    'alt_bn128_g1_multiexp',
    'alt_bn128_g1_multiexp',
    Uint8Array.from([...bnPoint, ...littleEndian(5n)]),
    1n,
    64,
    'undefined',
  ),
  alt_bn128_g1_sum: curve(
    'alt_bn128_g1_sum',
    'alt_bn128_g1_sum',
    Uint8Array.from([0, ...bnPoint, 1, ...bnPoint]),
    2n,
    64,
    'undefined',
  ),
  alt_bn128_pairing_check: curve(
    'alt_bn128_pairing_check',
    'alt_bn128_pairing_check',
    bnPair,
    1n,
    0,
    '0',
  ),
  bls12381_p1_sum: curve(
    'bls12381_p1_sum',
    'bls12381_p1_sum',
    Uint8Array.from([0, ...blsG1, 1, ...blsG1]),
    2n,
    96,
    '0',
  ),
  bls12381_p2_sum: curve(
    'bls12381_p2_sum',
    'bls12381_p2_sum',
    Uint8Array.from([0, ...blsG2]),
    1n,
    192,
    '0',
  ),
  bls12381_g1_multiexp: curve(
    'bls12381_g1_multiexp',
    'bls12381_g1_multiexp',
    Uint8Array.from([...blsG1, ...littleEndian(3n)]),
    1n,
    96,
    '0',
  ),
  bls12381_g2_multiexp: curve(
    'bls12381_g2_multiexp',
    'bls12381_g2_multiexp',
    Uint8Array.from([...blsG2, ...littleEndian(3n)]),
    1n,
    192,
    '0',
  ),
  bls12381_map_fp_to_g1: curve(
    'bls12381_map_fp_to_g1',
    'bls12381_map_fp_to_g1',
    zeros(48),
    1n,
    96,
    '0',
  ),
  bls12381_map_fp2_to_g2: curve(
    'bls12381_map_fp2_to_g2',
    'bls12381_map_fp2_to_g2',
    zeros(96),
    1n,
    192,
    '0',
  ),
  bls12381_p1_decompress: curve(
    'bls12381_p1_decompress',
    'bls12381_p1_decompress',
    bls12_381.G1.Point.BASE.toBytes(true),
    1n,
    96,
    '0',
  ),
  bls12381_p2_decompress: curve(
    'bls12381_p2_decompress',
    'bls12381_p2_decompress',
    bls12_381.G2.Point.BASE.toBytes(true),
    1n,
    192,
    '0',
  ),
  bls12381_pairing_check: curve(
    'bls12381_pairing_check',
    'bls12381_pairing',
    Uint8Array.from([...blsG1, ...blsG2]),
    1n,
    0,
    '2',
  ),
  value_return: { call: `env.value_return(${js(zeros(7))})`, units: plus(base, memory(7)) },
  log_utf8: {
    call: "env.log_utf8('hello')",
    units: plus(
      base,
      { utf8_decoding_base: 1n, utf8_decoding_byte: 5n, log_base: 1n, log_byte: 5n },
      memory(5),
    ),
  },
  log_utf16: {
    call: `env.log_utf16(${js(Uint8Array.from([104, 0, 105, 0]))})`,
    units: plus(
      base,
      { utf16_decoding_base: 1n, utf16_decoding_byte: 4n, log_base: 1n, log_byte: 2n },
      memory(4),
    ),
  },
  promise_batch_create: {
    call: `env.promise_batch_create('${to}')`,
    units: plus(base, account(to), { new_action_receipt: 1n }),
  },
  promise_batch_then: {
    before: batch,
    call: `env.promise_batch_then(p, '${to}')`,
    units: plus(base, account(to), { new_action_receipt: 1n, new_data_receipt_base: 1n }),
  },
  promise_create: {
    call: `env.promise_create('${to}', 'method', 'args', 0n, 1n)`,
    units: plus(
      times(2n, base),
      account(to),
      { new_action_receipt: 1n },
      memory(16),
      memory(6),
      memory(4),
      call(10),
    ),
  },
  promise_then: {
    before: batch,
    call: `env.promise_then(p, '${to}', 'method', 'args', 0n, 1n)`,
    units: plus(
      times(2n, base),
      account(to),
      { new_action_receipt: 1n, new_data_receipt_base: 1n },
      memory(16),
      memory(6),
      memory(4),
      call(10),
    ),
  },
  promise_and: {
    before: `${batch}; const q = env.promise_batch_create('${to}')`,
    call: 'env.promise_and(p, q)',
    units: plus(base, { promise_and_base: 1n, promise_and_per_promise: 16n }, memory(16)),
  },
  promise_return: {
    before: batch,
    call: 'env.promise_return(p)',
    units: plus(base, { promise_return: 1n }),
  },
  promise_set_refund_to: {
    before: batch,
    call: `env.promise_set_refund_to(p, '${to}')`,
    units: plus(base, account(to)),
  },
  promise_results_count: { call: 'env.promise_results_count()', units: base },
  create_account: action('create_account', '', { create_account: 1n }),
  deploy_contract: action(
    'deploy_contract',
    js(zeros(20)),
    plus(memory(20), { deploy_contract_base: 1n, deploy_contract_byte: 20n }),
  ),
  deploy_global_contract: action(
    'deploy_global_contract',
    js(zeros(20)),
    plus(memory(20), { deploy_global_contract_base: 1n, deploy_global_contract_byte: 20n }),
  ),
  deploy_global_by_id: action(
    'deploy_global_contract_by_account_id',
    js(zeros(20)),
    plus(memory(20), { deploy_global_contract_base: 1n, deploy_global_contract_byte: 20n }),
  ),
  use_global_contract: action(
    'use_global_contract',
    js(zeros(32)),
    plus(memory(32), { use_global_contract_base: 1n, use_global_contract_byte: 32n }),
  ),
  use_global_by_id: action(
    'use_global_contract_by_account_id',
    `'${to}'`,
    plus(account(to), {
      use_global_contract_base: 1n,
      use_global_contract_byte: BigInt(to.length),
    }),
  ),
  function_call: action(
    'function_call',
    "'m', 'args', 0n, 1n",
    plus(memory(16), memory(1), memory(4), call(5)),
  ),
  function_call_weight: action(
    'function_call_weight',
    "'m', 'args', 0n, 1n, 0n",
    plus(memory(16), memory(1), memory(4), call(5)),
  ),
  transfer: action('transfer', '5n', plus(memory(16), { transfer: 1n })),
  stake: action('stake', `5n, ${key33}`, plus(memory(16), memory(33), { stake: 1n })),
  add_full_access_key: action(
    'add_key_with_full_access',
    `${key33}, 0n`,
    plus(memory(33), { add_full_access_key: 1n }),
  ),
  add_function_call_key: action(
    'add_key_with_function_call',
    `${key33}, 0n, 0n, '${to}', 'a,bc'`,
    // Each method name counts its bytes and one more.
    plus(memory(33), memory(16), account(to), memory(4), {
      add_function_call_key_base: 1n,
      add_function_call_key_byte: 5n,
    }),
  ),
  transfer_to_gas_key: action(
    'transfer_to_gas_key',
    `${key33}, 5n`,
    plus(memory(33), memory(16), { gas_key_transfer_base: 1n, gas_key_byte: 33n }),
  ),
  // Sending counts the balance and number of nonces, 18 bytes; nonces cost only to be written.
  add_gas_key_full_access: action(
    'add_gas_key_with_full_access',
    `${key33}, 3n`,
    plus(memory(33), { add_full_access_key: 1n, gas_key_byte: 18n }),
  ),
  add_gas_key_function_call: action(
    'add_gas_key_with_function_call',
    `${key33}, 3n, 0n, '${to}', 'a,bc'`,
    plus(memory(33), memory(16), account(to), memory(4), {
      add_function_call_key_base: 1n,
      add_function_call_key_byte: 5n,
      gas_key_byte: 18n,
    }),
  ),
  delete_key: action('delete_key', key33, plus(memory(33), { delete_key: 1n })),
  delete_account: action('delete_account', `'${to}'`, plus(account(to), { delete_account: 1n })),
  yield_create: {
    call: "env.promise_yield_create('m', 'args', 1n, 0n, 1n)",
    units: plus(
      base,
      {
        yield_create_base: 1n,
        yield_create_byte: 5n,
        new_action_receipt: 1n,
        new_data_receipt_base: 1n,
        function_call_base: 1n,
        function_call_byte_self: 5n,
      },
      memory(1),
      memory(4),
      register(32),
    ),
  },
  yield_create_with_id: {
    call: `env.promise_yield_create_with_id('m', 'args', 0n, 1n, 0n, ${js(zeros(32))})`,
    units: plus(
      base,
      {
        yield_create_with_id_base: 1n,
        yield_create_byte: 5n,
        new_action_receipt: 1n,
        new_data_receipt_base: 1n,
        function_call_base: 1n,
        function_call_byte_self: 5n,
      },
      memory(16),
      memory(1),
      memory(4),
      memory(32),
    ),
  },
  yield_create_with_pending_id: {
    before: `env.promise_yield_create_with_id('m', 'args', 0n, 1n, 0n, ${js(zeros(32))})`,
    call: `env.promise_yield_create_with_id('m', 'args', 0n, 1n, 0n, ${js(zeros(32))})`,
    units: plus(
      base,
      { yield_create_with_id_base: 1n, yield_create_byte: 5n },
      memory(16),
      memory(1),
      memory(4),
      memory(32),
    ),
  },
  yield_resume: {
    call: `env.promise_yield_resume(${js(zeros(32))}, 'data')`,
    units: plus(base, { yield_resume_base: 1n, yield_resume_byte: 4n }, memory(32), memory(4)),
  },
  yield_resume_with_id: {
    call: `env.promise_yield_resume_with_yield_id(${js(zeros(32))}, 'data')`,
    units: plus(base, { yield_resume_base: 1n, yield_resume_byte: 4n }, memory(32), memory(4)),
  },
  storage_write_new: {
    call: "env.storage_write('key', 'value', 1n)",
    units: plus(
      base,
      { storage_write_base: 1n, storage_write_key_byte: 3n, storage_write_value_byte: 5n },
      memory(3),
      memory(5),
    ),
  },
  storage_write_over: {
    before: "env.storage_write('key', 'old', 1n)",
    call: "env.storage_write('key', 'value', 1n)",
    units: plus(
      base,
      {
        storage_write_base: 1n,
        storage_write_key_byte: 3n,
        storage_write_value_byte: 5n,
        storage_write_evicted_byte: 3n,
      },
      memory(3),
      memory(5),
      register(3),
    ),
  },
  storage_read_hit: {
    before: "env.storage_write('key', 'value', 1n)",
    call: "env.storage_read('key', 1n)",
    units: plus(
      base,
      { storage_read_base: 1n, storage_read_key_byte: 3n, storage_read_value_byte: 5n },
      memory(3),
      register(5),
    ),
  },
  storage_read_miss: {
    before: "env.storage_remove('none', 1n)",
    call: "env.storage_read('none', 1n)",
    units: plus(base, { storage_read_base: 1n, storage_read_key_byte: 4n }, memory(4)),
  },
  storage_has_key: {
    before: "env.storage_write('key', 'value', 1n)",
    call: "env.storage_has_key('key')",
    units: plus(base, { storage_has_key_base: 1n, storage_has_key_byte: 3n }, memory(3)),
  },
  storage_remove: {
    before: "env.storage_write('key', 'value', 1n)",
    call: "env.storage_remove('key', 1n)",
    units: plus(
      base,
      { storage_remove_base: 1n, storage_remove_key_byte: 3n, storage_remove_ret_value_byte: 5n },
      memory(3),
      register(5),
    ),
  },
}

test('every host function costs exactly what the parameter table says, cost by cost', async (t) => {
  const methods = Object.entries(cases).map(
    ([name, { before = '', call: body }]) => `
      export function before_${name}() { ${before} }
      export function call_${name}() { ${before}; ${body} }`,
  )
  const { wasm } = await compileText(`declare const env: unknown\n${methods.join('\n')}`)
  const { devnet, user } = await deployOnDevnet(wasm)
  const start = devnet.snapshot()
  const profile = async (method: string): Promise<Readonly<Record<string, bigint>>> => {
    devnet.revert(start)
    const { receipts } = await devnet.call(user, deployedId, method, new Uint8Array())
    return receipts[0]?.gasProfile ?? {}
  }
  for (const [name, { units }] of Object.entries(cases)) {
    const without = await profile(`before_${name}`)
    const withCall = await profile(`call_${name}`)
    const spent: Record<string, bigint> = {}
    for (const [costName, gas] of Object.entries(withCall)) {
      const more = gas - (without[costName] ?? 0n)
      // Trie nodes depend on the state around the key; trie.test.ts counts them.
      if (costName === 'WASM_INSTRUCTION' || costName.endsWith('TRIE_NODE') || more === 0n) continue
      spent[costName] = more
    }
    const expected: Record<string, bigint> = {}
    for (const [costName, count] of Object.entries(units)) {
      const gas = { ...cost, ...fee }[costName as CostName] * count
      const shown = profileName(costName)
      if (gas > 0n) expected[shown] = (expected[shown] ?? 0n) + gas
    }
    t.deepEqual(spent, expected, name)
  }
})
