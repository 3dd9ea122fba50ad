import { CompileError } from '../errors.js'

export type Patch = {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** The stack holds over two thousand levels; the stock engine's held 1,273 lists. */
const maxJsonDepth = 1900

/** Changes to QuickJS 2021-03-27. Each must match exactly once, so that none goes unnoticed. */
const patches: readonly Patch[] = [
  {
    // With 32-bit limbs a shift by the whole limb is undefined in C and no shift in wasm: every
    // u64 from 2^63 up came out wrong.
    file: 'libbf.c',
    from: 'r->tab[1] = (a1 << shift) | (a0 >> (LIMB_BITS - shift));',
    to: 'r->tab[1] = (a1 << shift) | (shift ? a0 >> (LIMB_BITS - shift) : 0);',
  },
  // Multiplication by Fourier transform pays off at sizes no contract reaches.
  { file: 'libbf.c', from: '#define USE_FFT_MUL', to: '' },
  // Number formatting goes through libbf, with JavaScript's rounding (see engine/format.c).
  { file: 'quickjs.c', from: '#define CONFIG_PRINTF_RNDN', to: '' },
  {
    file: 'quickjs.c',
    from: `    if (rounding_mode != FE_TONEAREST)
        fesetround(rounding_mode);
    snprintf(buf1, buf1_size, "%+.*e", n_digits - 1, d);
    if (rounding_mode != FE_TONEAREST)
        fesetround(FE_TONEAREST);`,
    to: '    format_exponential(buf1, buf1_size, n_digits, d, rounding_mode);',
  },
  {
    file: 'quickjs.c',
    from: `    } else {
        rounding_mode = FE_TONEAREST;
#ifdef CONFIG_PRINTF_RNDN`,
    to: `    } else {
        rounding_mode = 1;
#ifdef CONFIG_PRINTF_RNDN`,
  },
  {
    file: 'quickjs.c',
    from: `    if (rounding_mode != FE_TONEAREST)
        fesetround(rounding_mode);
    n = snprintf(buf, buf_size, "%.*f", n_digits, d);
    if (rounding_mode != FE_TONEAREST)
        fesetround(FE_TONEAREST);`,
    to: '    n = format_fixed(buf, buf_size, n_digits, d);',
  },
  { file: 'quickjs.c', from: 'd = strtod(p, NULL);', to: 'd = parse_decimal(p);' },
  {
    file: 'quickjs.c',
    from: 'if (strtod(buf_tmp, NULL) == d)',
    to: 'if (parse_decimal(buf_tmp) == d)',
  },
  // Seeding Math.random must not ask the clock; the method itself refuses.
  {
    file: 'quickjs.c',
    from: `    gettimeofday(&tv, NULL);
    ctx->random_state = ((int64_t)tv.tv_sec * 1000000) + tv.tv_usec;`,
    to: '    ctx->random_state = 0;',
  },
  // JSON nested deeper than the stack goes is an error that a contract can catch, not a trap.
  {
    file: 'quickjs.c',
    from: 'static JSValue json_parse_value(JSParseState *s)\n{',
    to: `static JSValue json_parse_value(JSParseState *s);

static JSValue json_parse_deeper(JSParseState *s)
{
    static int depth;
    JSValue val;

    if (depth >= ${maxJsonDepth}) {
        js_parse_error(s, "nested too deep");
        return JS_EXCEPTION;
    }
    depth++;
    val = json_parse_value(s);
    depth--;
    return val;
}

static JSValue json_parse_value(JSParseState *s)
{`,
  },
  {
    file: 'quickjs.c',
    from: 'prop_val = json_parse_value(s);',
    to: 'prop_val = json_parse_deeper(s);',
  },
  { file: 'quickjs.c', from: 'el = json_parse_value(s);', to: 'el = json_parse_deeper(s);' },
  // A contract has no time zone.
  {
    file: 'quickjs.c',
    from: 'static int getTimezoneOffset(int64_t time) {',
    to: `static int getTimezoneOffset(int64_t time) { return 0; }
static int localTimezoneOffset(int64_t time) {`,
  },
]

export function applyPatches(sources: Record<string, string>): void {
  for (const { file, from, to } of patches) {
    const source = sources[file] ?? ''
    if (source.split(from).length !== 2)
      throw new CompileError(`${file} is not the version that this patch is for: ${from}`)
    sources[file] = source.replace(from, () => to)
  }
}
