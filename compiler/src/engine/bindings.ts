import { type HostFunction, hostFunctions } from '../host/table.js'

/** Prefix of the C function that wraps a host function for JavaScript. */
export const wrapperPrefix = 'js_'

/** The generated C file: one import and one JavaScript function per row of the host table. */
export function renderBindings(): string {
  const parts = [
    '/* Generated from src/host/table.ts. */',
    '#include "bindings.h"',
    '#include "convert.h"',
    '#include <string.h>',
    ...hostFunctions.map(renderImport),
    ...hostFunctions.map(renderWrapper),
    readRegisterInto,
    ...valueForms.map(renderValueForm),
    renderInstall(),
    renderPanic(),
  ]
  return `${parts.join('\n')}\n`
}

function renderImport(host: HostFunction): string {
  const types = [...host.params].flatMap((kind) =>
    kind === 'b' || kind === 'P' ? ['uint64_t', 'uint64_t'] : ['uint64_t'],
  )
  // read_register is (register, pointer); the table lists only what JavaScript passes.
  if (host.name === 'read_register') types.push('uint64_t')
  const result = host.result === 'v' ? 'void' : host.result === 'u' ? 'uint64_t' : 'uint32_t'
  const attributes = `__attribute__((import_module("env"), import_name("${host.name}")))`
  return `${attributes} extern ${result} host_${host.name}(${types.join(', ') || 'void'});`
}

function renderWrapper(host: HostFunction): string {
  const head = `static JSValue ${wrapperPrefix}${host.name}(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)\n{`
  if (host.name === 'read_register') return `${head}\n${readRegisterBody}\n}`
  const lines: string[] = []
  const call: string[] = []
  let argument = 0
  let outName: string | undefined
  for (const [i, kind] of [...host.params].entries()) {
    if (kind === 'b') {
      lines.push(
        `    Bytes v${i};`,
        `    if (bytes_arg(ctx, argv[${argument++}], &v${i})) return JS_EXCEPTION;`,
      )
      call.push(`v${i}.length`, `(uint64_t)(uintptr_t)v${i}.data`)
    } else if (kind === 'u' || kind === 'r') {
      lines.push(
        `    uint64_t v${i};`,
        `    if (ext_to_u64(ctx, argv[${argument++}], &v${i})) return JS_EXCEPTION;`,
      )
      call.push(`v${i}`)
    } else if (kind === 'U') {
      lines.push(
        `    uint64_t v${i}[2];`,
        `    if (ext_to_u128(ctx, argv[${argument++}], v${i})) return JS_EXCEPTION;`,
      )
      call.push(`(uint64_t)(uintptr_t)v${i}`)
    } else if (kind === 'O') {
      outName = `v${i}`
      lines.push(`    uint64_t v${i}[2];`)
      call.push(`(uint64_t)(uintptr_t)v${i}`)
    } else {
      lines.push(
        `    uint64_t v${i}[128];`,
        '    if (argc > 128) return JS_ThrowRangeError(ctx, "too many promises");',
        `    for (int i = 0; i < argc; i++) if (ext_to_u64(ctx, argv[i], &v${i}[i])) return JS_EXCEPTION;`,
      )
      call.push(`(uint64_t)(uintptr_t)v${i}`, '(uint64_t)argc')
    }
  }
  const invoke = `host_${host.name}(${call.join(', ')})`
  if (host.result === 'u') lines.push(`    return JS_NewBigUint64(ctx, ${invoke});`)
  else if (host.result === 'w') lines.push(`    return JS_NewInt64(ctx, ${invoke});`)
  else if (outName !== undefined)
    lines.push(`    ${invoke};`, `    return ext_new_u128(ctx, ${outName});`)
  else lines.push(`    ${invoke};`, '    return JS_UNDEFINED;')
  return `${head}\n${lines.join('\n')}\n}`
}

const readRegisterBody = `    uint64_t id, length;
    uint8_t *data;
    JSValue result;
    if (ext_to_u64(ctx, argv[0], &id)) return JS_EXCEPTION;
    length = host_register_len(id);
    if (length > 0x7fffffff) return JS_ThrowRangeError(ctx, "register is empty");
    result = ext_new_bytes(ctx, length, &data);
    if (!JS_IsException(result)) host_read_register(id, (uint64_t)(uintptr_t)data);
    return result;`

/** (register, to, at): writes the register into the array and returns how many bytes it has. */
const readRegisterInto = `static JSValue js_read_register_into(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint64_t id, at, length;
    uint8_t *data;
    size_t have;
    if (ext_to_u64(ctx, argv[0], &id) || ext_to_u64(ctx, argv[2], &at)) return JS_EXCEPTION;
    if (ext_view_bytes(ctx, argv[1], &data, &have)) return JS_ThrowTypeError(ctx, "expected a Uint8Array");
    length = host_register_len(id);
    if (at > have || length > have - at) return JS_ThrowRangeError(ctx, "the register does not fit");
    host_read_register(id, (uint64_t)(uintptr_t)(data + at));
    return JS_NewInt32(ctx, (int32_t)length);
}`

/** Host functions that also have a form `<name>_value`, which gives what they write into register 0. */
const valueForms = [
  'storage_read',
  'sha256',
  'current_account_id',
  'predecessor_account_id',
  'input',
]

/** Undefined when the host function gives a number other than one. */
function renderValueForm(name: string): string {
  const { params, result } = hostFunctions.find((host) => host.name === name) ?? {
    params: '',
    result: 'v',
  }
  const takesBytes = params.startsWith('b')
  const call = `host_${name}(${takesBytes ? 'of.length, (uint64_t)(uintptr_t)of.data, ' : ''}0)`
  return `static JSValue js_${name}_value(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint8_t *data;
    JSValue value;${takesBytes ? '\n    Bytes of;\n    if (bytes_arg(ctx, argv[0], &of)) return JS_EXCEPTION;' : ''}
    ${result === 'u' ? `if (${call} != 1) return JS_UNDEFINED;` : `${call};`}
    value = ext_new_bytes(ctx, host_register_len(0), &data);
    if (!JS_IsException(value)) host_read_register(0, (uint64_t)(uintptr_t)data);
    return value;
}`
}

/** How many arguments QuickJS must supply (missing ones become undefined). */
function arity(host: HostFunction): number {
  return [...host.params].filter((kind) => kind !== 'O' && kind !== 'P').length
}

function renderInstall(): string {
  const entries = [
    ...hostFunctions.map(
      (host) => [host.name, `${wrapperPrefix}${host.name}`, arity(host)] as const,
    ),
    ['log', `${wrapperPrefix}log_utf8`, 1] as const,
    ...valueForms.map((name) => [`${name}_value`, `js_${name}_value`, 1] as const),
    ['read_register_into', 'js_read_register_into', 3] as const,
    ['utf8_string_to_uint8array', 'text_to_utf8', 1] as const,
    ['uint8array_to_utf8_string', 'utf8_to_text', 1] as const,
    ['latin1_string_to_uint8array', 'text_to_latin1', 1] as const,
    ['uint8array_to_latin1_string', 'latin1_to_text', 1] as const,
    ['sha384', 'js_sha384', 1] as const,
    ['base64_decode', 'js_base64_decode', 1] as const,
    ['hex_encode', 'js_hex_encode', 1] as const,
    ['hex_decode', 'js_hex_decode', 1] as const,
    ['base58_encode', 'js_base58_encode', 1] as const,
    ['base58_decode', 'js_base58_decode', 1] as const,
    ['bytes_equal', 'js_bytes_equal', 2] as const,
    ['record_encode', 'js_record_encode', 3] as const,
    ['record_decode', 'js_record_decode', 3] as const,
    ['record_encode_list', 'js_record_encode_list', 3] as const,
    ['record_decode_list', 'js_record_decode_list', 3] as const,
    ['bytes_copy', 'js_bytes_copy', 5] as const,
    ['bytes_compare', 'js_bytes_compare', 5] as const,
    ['u128_compare', 'js_u128_compare', 4] as const,
    ['u128_add', 'js_u128_add', 4] as const,
    ['u128_subtract', 'js_u128_subtract', 4] as const,
    ['u128_difference', 'js_u128_difference', 6] as const,
    ['u128_take_part', 'js_u128_take_part', 7] as const,
    ['u128_scale_down', 'js_u128_scale_down', 4] as const,
    ['u128_read', 'js_u128_read', 2] as const,
    ['u128_write', 'js_u128_write', 3] as const,
    ['sha256_chain', 'js_sha256_chain', 2] as const,
    ['base64_encode', 'js_base64_encode', 1] as const,
    ['p384_verify', 'js_p384_verify', 3] as const,
  ]
  const rows = entries.map(([name, wrapper, count]) => `    { "${name}", ${wrapper}, ${count} },`)
  return `typedef struct { const char *name; JSCFunction *function; int arity; } Binding;
static const Binding bindings[] = {
${rows.join('\n')}
};

void bindings_install(JSContext *ctx, JSValue env)
{
    for (size_t i = 0; i < sizeof(bindings) / sizeof(bindings[0]); i++) {
        const Binding *b = &bindings[i];
        JS_SetPropertyStr(ctx, env, b->name, JS_NewCFunction(ctx, b->function, b->name, b->arity));
    }
}

`
}

function renderPanic(): string {
  return `void bindings_log(const char *text, size_t length)
{
    host_log_utf8(length, (uint64_t)(uintptr_t)text);
}

_Noreturn void bindings_panic(const char *text, size_t length)
{
    host_panic_utf8(length, (uint64_t)(uintptr_t)text);
    __builtin_trap();
}`
}
