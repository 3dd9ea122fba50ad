import binaryen from 'binaryen'

const source = `
(module
  (import "env" "input" (func $input (param i64)))
  (import "env" "storage_write" (func $storage_write (param i64 i64 i64 i64 i64) (result i64)))
  (import "env" "storage_read" (func $storage_read (param i64 i64 i64) (result i64)))
  (import "env" "value_return" (func $value_return (param i64 i64)))
  (import "env" "panic_utf8" (func $panic_utf8 (param i64 i64)))
  (import "env" "log_utf8" (func $log_utf8 (param i64 i64)))
  (import "env" "block_timestamp" (func $block_timestamp (result i64)))
  (memory 1)
  (data (i32.const 0) "v")
  (data (i32.const 8) "boom")
  (data (i32.const 16) "stored")
  (func (export "set")
    (call $input (i64.const 0))
    (drop (call $storage_write
      (i64.const 1) (i64.const 0) (i64.const -1) (i64.const 0) (i64.const 1)))
    (call $log_utf8 (i64.const 6) (i64.const 16))
    (call $value_return (i64.const -1) (i64.const 0)))
  (func (export "get")
    (if (i64.eq (call $storage_read (i64.const 1) (i64.const 0) (i64.const 0)) (i64.const 1))
      (then (call $value_return (i64.const -1) (i64.const 0)))))
  (func (export "now")
    (i64.store (i32.const 64) (call $block_timestamp))
    (call $value_return (i64.const 8) (i64.const 64)))
  (func (export "fail") (call $panic_utf8 (i64.const 4) (i64.const 8)))
  (func (export "spin") (loop $again (br $again)))
  (func (export "trap") unreachable))
`

/**
 * A contract small enough to read: `set` stores and returns its input and logs, `get` returns what
 * is stored, `now` returns the block time, `fail` panics, `spin` burns all gas, `trap` traps.
 */
export function fixtureContract(): Uint8Array {
  const module = binaryen.parseText(source)
  const bytes = module.emitBinary()
  module.dispose()
  return bytes
}
