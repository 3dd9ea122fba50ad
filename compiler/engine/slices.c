/*
 * Work on byte arrays in place, at offsets: what loops over many packed records need, at the price of
 * native code and without making views or bigints. Offsets outside an array are refused.
 */
#include "convert.h"
#include "sha256.h"
#include <string.h>

typedef unsigned __int128 u128;

/* The `length` bytes of an array from an offset on; NULL (with an exception) when there are fewer. */
static uint8_t *slice(JSContext *ctx, JSValueConst array, JSValueConst offset, uint64_t length)
{
    uint8_t *data;
    size_t have;
    uint64_t at;

    if (ext_view_bytes(ctx, array, &data, &have)) {
        JS_ThrowTypeError(ctx, "expected a Uint8Array");
        return NULL;
    }
    if (ext_to_u64(ctx, offset, &at))
        return NULL;
    if (at > have || length > have - at) {
        JS_ThrowRangeError(ctx, "the slice ends outside its array");
        return NULL;
    }
    return data + at;
}

static u128 *wide(JSContext *ctx, JSValueConst *argv, u128 *copy)
{
    uint8_t *from = slice(ctx, argv[0], argv[1], 16);

    if (from)
        memcpy(copy, from, 16);
    return (u128 *)from;
}

/* (to, toAt, from, fromAt, length) */
JSValue js_bytes_copy(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint64_t length;
    uint8_t *to, *from;

    if (ext_to_u64(ctx, argv[4], &length))
        return JS_EXCEPTION;
    if (!(to = slice(ctx, argv[0], argv[1], length)) || !(from = slice(ctx, argv[2], argv[3], length)))
        return JS_EXCEPTION;
    memmove(to, from, length);
    return JS_UNDEFINED;
}

/* (a, aAt, b, bAt, length): negative, zero or positive, as the bytes of a sort before those of b */
JSValue js_bytes_compare(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint64_t length;
    uint8_t *a, *b;

    if (ext_to_u64(ctx, argv[4], &length))
        return JS_EXCEPTION;
    if (!(a = slice(ctx, argv[0], argv[1], length)) || !(b = slice(ctx, argv[2], argv[3], length)))
        return JS_EXCEPTION;
    return JS_NewInt32(ctx, memcmp(a, b, length));
}

/* (a, aAt, b, bAt): -1, 0 or 1 */
JSValue js_u128_compare(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    u128 a, b;

    if (!wide(ctx, argv, &a) || !wide(ctx, argv + 2, &b))
        return JS_EXCEPTION;
    return JS_NewInt32(ctx, a < b ? -1 : a > b);
}

/* (to, toAt, from, fromAt): to += from */
JSValue js_u128_add(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    u128 *target, a, b;

    if (!(target = wide(ctx, argv, &a)) || !wide(ctx, argv + 2, &b))
        return JS_EXCEPTION;
    if (a + b < a)
        return JS_ThrowRangeError(ctx, "the sum does not fit u128");
    a += b;
    memcpy(target, &a, 16);
    return JS_UNDEFINED;
}

/* (to, toAt, from, fromAt): to -= from */
JSValue js_u128_subtract(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    u128 *target, a, b;

    if (!(target = wide(ctx, argv, &a)) || !wide(ctx, argv + 2, &b))
        return JS_EXCEPTION;
    if (b > a)
        return JS_ThrowRangeError(ctx, "the difference is below zero");
    a -= b;
    memcpy(target, &a, 16);
    return JS_UNDEFINED;
}

/* (to, toAt, a, aAt, b, bAt): to = |a - b|; -1, 0 or 1 as a is below, at or above b */
JSValue js_u128_difference(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    u128 *target, old, a, b;

    if (!(target = wide(ctx, argv, &old)) || !wide(ctx, argv + 2, &a) || !wide(ctx, argv + 4, &b))
        return JS_EXCEPTION;
    old = a < b ? b - a : a - b;
    memcpy(target, &old, 16);
    return JS_NewInt32(ctx, a < b ? -1 : a > b);
}

/* floor(value * multiplier / divisor), in five limbs of 32 bits; 0 when the quotient does not fit */
static int scale_down(u128 *value, uint64_t multiplier, uint64_t divisor)
{
    uint64_t carry = 0;
    uint32_t limbs[5];

    memcpy(limbs, value, 16);
    for (int i = 0; i < 4; i++) {
        carry += limbs[i] * multiplier;
        limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    limbs[4] = (uint32_t)carry;
    carry = 0;
    for (int i = 4; i >= 0; i--) {
        carry = carry << 32 | limbs[i];
        limbs[i] = (uint32_t)(carry / divisor);
        carry %= divisor;
    }
    memcpy(value, limbs, 16);
    return limbs[4] == 0;
}

static int scale_args(JSContext *ctx, JSValueConst *argv, uint64_t *multiplier, uint64_t *divisor)
{
    if (ext_to_u64(ctx, argv[0], multiplier) || ext_to_u64(ctx, argv[1], divisor))
        return -1;
    if (!(*multiplier >> 32) && !(*divisor >> 32) && *divisor)
        return 0;
    JS_ThrowRangeError(ctx, "multiplier and divisor are 32 bits, the divisor above zero");
    return -1;
}

/*
 * (amounts, fromAt, partAt, total, totalAt, multiplier u32, divisor u32): by how much the part of a total,
 * rounded down, grows when the total grows by the amount at `from`; moved from there to `part`
 */
JSValue js_u128_take_part(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint64_t multiplier, divisor;
    uint8_t *from = slice(ctx, argv[0], argv[1], 16), *part;
    u128 amount, before, after;

    if (!from || !(part = slice(ctx, argv[0], argv[2], 16)) || !wide(ctx, argv + 3, &before))
        return JS_EXCEPTION;
    if (scale_args(ctx, argv + 5, &multiplier, &divisor))
        return JS_EXCEPTION;
    memcpy(&amount, from, 16);
    after = before + amount;
    if (after < before || !scale_down(&before, multiplier, divisor)
        || !scale_down(&after, multiplier, divisor) || after - before > amount)
        return JS_ThrowRangeError(ctx, "the part does not fit the amount");
    after -= before;
    amount -= after;
    memcpy(from, &amount, 16);
    memcpy(part, &after, 16);
    return JS_UNDEFINED;
}

/* (to, toAt, multiplier u32, divisor u32): to = floor(to * multiplier / divisor) */
JSValue js_u128_scale_down(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint64_t multiplier, divisor;
    u128 *target, value;

    if (!(target = wide(ctx, argv, &value)) || scale_args(ctx, argv + 2, &multiplier, &divisor))
        return JS_EXCEPTION;
    if (!scale_down(&value, multiplier, divisor))
        return JS_ThrowRangeError(ctx, "the quotient does not fit u128");
    memcpy(target, &value, 16);
    return JS_UNDEFINED;
}

/* (bytes, at): the u128 there, as a bigint */
JSValue js_u128_read(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint64_t parts[2];
    uint8_t *from = slice(ctx, argv[0], argv[1], 16);

    if (!from)
        return JS_EXCEPTION;
    memcpy(parts, from, 16);
    return ext_new_u128(ctx, parts);
}

/* (bytes, at, value) */
JSValue js_u128_write(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint64_t parts[2];
    uint8_t *to = slice(ctx, argv[0], argv[1], 16);

    if (!to || ext_to_u128(ctx, argv[2], parts))
        return JS_EXCEPTION;
    memcpy(to, parts, 16);
    return JS_UNDEFINED;
}

/* (bytes, count): SHA-256 of the bytes, of that hash, and so on; at most 65 536 times */
JSValue js_sha256_chain(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint64_t count;
    uint8_t *out;
    Bytes start;
    JSValue result;

    if (bytes_arg(ctx, argv[0], &start) || ext_to_u64(ctx, argv[1], &count))
        return JS_EXCEPTION;
    if (start.length != 32 || count > 65536)
        return JS_ThrowRangeError(ctx, "a chain starts at 32 bytes and has at most 65536 steps");
    result = ext_new_bytes(ctx, 32, &out);
    if (JS_IsException(result))
        return result;
    memcpy(out, start.data, 32);
    while (count--)
        sha256_32(out, out);
    return result;
}

/* Padded base64 (RFC 4648, section 4) of bytes. */
JSValue js_base64_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t at = 0, length;
    Bytes bytes;
    char *text;
    JSValue result;

    if (bytes_arg(ctx, argv[0], &bytes))
        return JS_EXCEPTION;
    length = (bytes.length + 2) / 3 * 4;
    text = js_malloc(ctx, length + 1);
    if (!text)
        return JS_EXCEPTION;
    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t have = bytes.length - i;
        uint32_t word = (uint32_t)bytes.data[i] << 16;
        if (have > 1)
            word |= (uint32_t)bytes.data[i + 1] << 8;
        if (have > 2)
            word |= bytes.data[i + 2];
        text[at++] = digits[word >> 18];
        text[at++] = digits[word >> 12 & 63];
        text[at++] = have > 1 ? digits[word >> 6 & 63] : '=';
        text[at++] = have > 2 ? digits[word & 63] : '=';
    }
    result = JS_NewStringLen(ctx, text, length);
    js_free(ctx, text);
    return result;
}
