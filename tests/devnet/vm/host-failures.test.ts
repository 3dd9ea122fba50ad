/** What host functions say when they refuse, and what has been paid by then. */
import test from 'ava'
import { compileText, deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { assemble } from './assemble.js'
import { cost } from './costs.js'

type Case = {
  readonly call: string
  readonly text: string
  /** Costs by name that must have been paid, or not. */
  readonly paid?: Readonly<Record<string, bigint | undefined>>
}

const to = 'user.hub.near'
const batch = `const p = env.promise_batch_create('${to}');`
const badKey = 'new Uint8Array([0, 1, 2])'

const cases: Readonly<Record<string, Case>> = {
  empty_name_among_methods: {
    call: `${batch} env.promise_batch_action_add_key_with_function_call(p, new Uint8Array(33), 0n, 0n, '${to}', 'a,,b')`,
    text: 'Tried to call an empty method name.',
    paid: { ADD_FUNCTION_CALL_KEY_BASE: undefined },
  },
  bad_key_to_add: {
    call: `${batch} env.promise_batch_action_add_key_with_full_access(p, ${badKey}, 0n)`,
    text: 'VM Logic provided an invalid public key',
    paid: { ADD_FULL_ACCESS_KEY: 101_765_125_000n },
  },
  bad_key_to_delete: {
    call: `${batch} env.promise_batch_action_delete_key(p, ${badKey})`,
    text: 'VM Logic provided an invalid public key',
    paid: { DELETE_KEY: 94_946_625_000n },
  },
  bad_key_to_stake: {
    call: `${batch} env.promise_batch_action_stake(p, 1n, ${badKey})`,
    text: 'VM Logic provided an invalid public key',
    paid: { STAKE: 141_715_687_500n },
  },
  method_without_name: {
    call: `${batch} env.promise_batch_action_function_call(p, '', '', 0n, 1n)`,
    text: 'Tried to call an empty method name.',
    // Account id and amount; the arguments are not read.
    paid: { READ_MEMORY_BASE: 3n * cost.read_memory_base, FUNCTION_CALL_BASE: undefined },
  },
  method_not_in_utf8: {
    call: `${batch} env.promise_batch_action_function_call(p, new Uint8Array([255]), '', 0n, 1n)`,
    text: 'VM Logic returned an invalid method name',
    paid: { FUNCTION_CALL_BASE: 200_000_000_000n },
  },
  more_gas_than_64_bits: {
    call: `${batch} env.promise_batch_action_function_call(p, 'm', '', 0n, 18446744073709551615n)`,
    text: 'Integer overflow.',
  },
  key_too_long: {
    call: "env.storage_write(new Uint8Array(2049), 'value', 0n)",
    text: 'The length of a storage key 2049 exceeds the limit 2048',
    // The value is not read.
    paid: { READ_MEMORY_BASE: cost.read_memory_base, STORAGE_WRITE_KEY_BYTE: undefined },
  },
  bls_length: {
    call: 'env.bls12381_p1_sum(new Uint8Array(98), 0n)',
    text: 'BLS12-381 invalid input: Incorrect input length for bls12381_p1_sum: 98 is not divisible by 97',
    paid: { BLS12381_P1_SUM_ELEMENT: cost.bls12381_p1_sum_element },
  },
  pairing_length: {
    call: 'env.bls12381_pairing_check(new Uint8Array(289))',
    text: 'BLS12-381 invalid input: Incorrect input length for bls12381_pairing_check: 289 is not divisible by 288',
    paid: { BLS12381_PAIRING_ELEMENT: cost.bls12381_pairing_element },
  },
  multiexp_length: {
    call: 'env.bls12381_g1_multiexp(new Uint8Array(129), 0n)',
    text: 'BLS12-381 invalid input: Incorrect input length for bls12381_p1_multiexp: 129 is not divisible by 128',
  },
  malleability: {
    call: 'env.ecrecover(new Uint8Array(32), new Uint8Array(64), 0n, 2n, 0n)',
    text: 'ECDSA recover error: Malleability flag needs to be 0 or 1, but is instead 2',
  },
  // 5,500 euro signs are 11,000 bytes of UTF-16, but 16,500 of UTF-8; the sum is counted twice.
  log_longer_in_utf8: {
    call: 'const e = new Uint8Array(11000); for (let i = 0; i < 11000; i += 2) { e[i] = 0xac; e[i + 1] = 0x20 } env.log_utf16(e)',
    text: 'The length of a log message 33000 exceeds the limit 16384',
    paid: { LOG_BYTE: 16_500n * cost.log_byte },
  },
  utf16_of_odd_length: {
    call: 'env.log_utf16(new Uint8Array(3))',
    text: 'String encoding is bad UTF-16 sequence.',
    paid: { READ_MEMORY_BYTE: 3n * cost.read_memory_byte, UTF16_DECODING_BYTE: undefined },
  },
  utf16_too_long: {
    call: 'env.log_utf16(new Uint8Array(16386))',
    text: 'The length of a log message 16386 exceeds the limit 16384',
    paid: { READ_MEMORY_BYTE: 16_386n * cost.read_memory_byte, UTF16_DECODING_BYTE: undefined },
  },
}

test('each refusal says what nearcore says and comes after what nearcore charges before it', async (t) => {
  const methods = Object.entries(cases).map(
    ([name, { call }]) => `export function ${name}() { ${call} }`,
  )
  const { wasm } = await compileText(`declare const env: unknown
    export function nothing() {}
    ${methods.join('\n')}`)
  const { devnet, user } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  for (const [name, { text, paid = {} }] of Object.entries(cases)) {
    const { failure, receipts } = await devnet.call(user, deployedId, name, {})
    t.deepEqual(
      failure,
      { ActionError: { index: 0, kind: { FunctionCallError: { ExecutionError: text } } } },
      name,
    )
    const profile = receipts[0]?.gasProfile ?? {}
    for (const [costName, gas] of Object.entries(paid)) t.is(profile[costName], gas, name)
    // What the profile lists is what burnt: the receipt, the call and its method name go beside it.
    const listed = Object.values(profile).reduce((sum, gas) => sum + gas, 0n)
    const fixed = 108_059_500_000n + 780_000_000_000n + BigInt(name.length + 2) * 2_235_934n
    t.is(receipts[0]?.gasBurnt, listed + fixed, name)
  }
})

test('a call that runs out of gas lists what it could pay of the last cost', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function hash() { for (;;) env.sha256(new Uint8Array(10000), 0n) }`)
  const { devnet, user } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  const gas = 20n * 10n ** 12n
  const { failure, receipts } = await devnet.call(user, deployedId, 'hash', {}, { gas })
  t.regex(JSON.stringify(failure), /Exceeded the prepaid gas/)
  const listed = Object.values(receipts[0]?.gasProfile ?? {}).reduce((sum, part) => sum + part, 0n)
  t.is(listed, gas)
})

test('views name the host function that a promise comes down to', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function create() { env.promise_create('${to}', 'm', '', 0n, 1n) }
    export function weight() { env.promise_batch_action_function_call_weight(0n, 'm', '', 0n, 1n, 1n) }
    export function resume() { env.promise_yield_resume(new Uint8Array(32), '') }`)
  const { devnet } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  for (const [method, name] of [
    ['create', 'promise_batch_create'],
    ['weight', 'promise_batch_action_function_call'],
    ['resume', 'promise_submit_data'],
  ] as const) {
    await t.throwsAsync(devnet.view(deployedId, method), {
      message: new RegExp(`ProhibitedInView { method_name: "${name}" }`),
    })
  }
})

test('points whose x is 0 are refused although they are on the curve', async (t) => {
  // (0, 2): 2 * 2 = 0 + 4.
  const { wasm } = await compileText(`declare const env: unknown
    export function sum() {
      const point = new Uint8Array(97)
      point[96] = 2
      env.value_return(String(env.bls12381_p1_sum(point, 0n)))
    }
    export function decompress() {
      const point = new Uint8Array(48)
      point[0] = 0x80
      env.value_return(String(env.bls12381_p1_decompress(point, 0n)))
    }`)
  const { devnet, user } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  for (const method of ['sum', 'decompress']) {
    const { value } = await devnet.call(user, deployedId, method, {})
    t.is(Buffer.from(value ?? []).toString(), '1', method)
  }
})

test('abort charges its text without the prefix, after both lengths are read', async (t) => {
  const i32 = 0x7f
  const imports = [{ name: 'abort', type: 1 }]
  const types = [
    [[], []],
    [[i32, i32, i32, i32], []],
  ] as const
  const abortAt = (message: number, file: number) => [
    ...[0x41, message, 0x41, file, 0x41, 1, 0x41, 2, 0x10, 0],
  ]
  const wasm = assemble({
    types,
    imports,
    functions: [
      { type: 0, code: abortAt(8, 16) },
      { type: 0, code: abortAt(3, 16) },
    ],
    memoryPages: 1,
    exports: { empty: 1, low: 2 },
  })
  const { devnet, user } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  const text = ', filename: "" line: 1 col: 2'
  const empty = await devnet.call(user, deployedId, 'empty', {})
  t.regex(JSON.stringify(empty.failure), /Smart contract panicked: , filename: /)
  t.deepEqual(empty.logs, [`ABORT: ${text}`])
  t.is(empty.receipts[0]?.gasProfile.LOG_BYTE, BigInt(text.length) * cost.log_byte)
  const low = await devnet.call(user, deployedId, 'low', {})
  t.regex(JSON.stringify(low.failure), /bad UTF-16/)
  t.is(low.receipts[0]?.gasProfile.READ_MEMORY_BASE, undefined)
})
