/* Encodings that contracts need in every call, at the price of native loops. */
#include "convert.h"
#include <string.h>

static int hex_value(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int base64_value(uint8_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == '/' ? 63 : -1;
}

/* Lower-case hex of bytes. */
JSValue js_hex_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    static const char digits[] = "0123456789abcdef";
    Bytes bytes;
    char *text;
    JSValue result;

    if (bytes_arg(ctx, argv[0], &bytes))
        return JS_EXCEPTION;
    text = js_malloc(ctx, bytes.length * 2 + 1);
    if (!text)
        return JS_EXCEPTION;
    for (size_t i = 0; i < bytes.length; i++) {
        text[i * 2] = digits[bytes.data[i] >> 4];
        text[i * 2 + 1] = digits[bytes.data[i] & 15];
    }
    result = JS_NewStringLen(ctx, text, bytes.length * 2);
    js_free(ctx, text);
    return result;
}

/* Bytes of lower-case hex; undefined for any other text. */
JSValue js_hex_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    Bytes text;
    uint8_t *out;
    JSValue result;

    if (bytes_arg(ctx, argv[0], &text))
        return JS_EXCEPTION;
    if (text.length % 2)
        return JS_UNDEFINED;
    result = ext_new_bytes(ctx, text.length / 2, &out);
    for (size_t i = 0; !JS_IsException(result) && i < text.length; i += 2) {
        int high = hex_value(text.data[i]), low = hex_value(text.data[i + 1]);
        if (high < 0 || low < 0) {
            JS_FreeValue(ctx, result);
            return JS_UNDEFINED;
        }
        out[i / 2] = (uint8_t)(high << 4 | low);
    }
    return result;
}

/* Bytes of padded, canonical base64 (RFC 4648, section 4); undefined for any other text. */
JSValue js_base64_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    Bytes text;
    uint8_t *out;
    size_t padding = 0, length, at = 0;
    JSValue result;

    if (bytes_arg(ctx, argv[0], &text))
        return JS_EXCEPTION;
    if (text.length % 4)
        return JS_UNDEFINED;
    while (padding < 2 && padding < text.length && text.data[text.length - 1 - padding] == '=')
        padding++;
    length = text.length / 4 * 3 - padding;
    result = ext_new_bytes(ctx, length, &out);
    for (size_t i = 0; !JS_IsException(result) && i < text.length; i += 4) {
        uint32_t word = 0;
        for (size_t j = i; j < i + 4; j++) {
            int value = j >= text.length - padding ? 0 : base64_value(text.data[j]);
            if (value < 0)
                goto refuse;
            word = word << 6 | (uint32_t)value;
        }
        for (int shift = 16; shift >= 0; shift -= 8) {
            uint8_t byte = (uint8_t)(word >> shift);
            if (at < length)
                out[at++] = byte;
            else if (byte)
                goto refuse;
        }
    }
    return result;
refuse:
    JS_FreeValue(ctx, result);
    return JS_UNDEFINED;
}

JSValue js_bytes_equal(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    Bytes a, b;

    if (bytes_arg(ctx, argv[0], &a) || bytes_arg(ctx, argv[1], &b))
        return JS_EXCEPTION;
    return JS_NewBool(ctx, a.length == b.length && memcmp(a.data, b.data, a.length) == 0);
}

/* The 16 bytes of `argv[0]` from offset `argv[1]`, or an exception. */
static uint8_t *u128_at(JSContext *ctx, JSValueConst *argv)
{
    uint64_t at;
    uint8_t *data;
    size_t length;

    if (ext_view_bytes(ctx, argv[0], &data, &length)) {
        JS_ThrowTypeError(ctx, "expected a Uint8Array");
        return NULL;
    }
    if (ext_to_u64(ctx, argv[1], &at))
        return NULL;
    if (length < 16 || at > length - 16) {
        JS_ThrowRangeError(ctx, "16 bytes at %d of %d", (int)at, (int)length);
        return NULL;
    }
    return data + at;
}

/* (bytes, offset): a little-endian u128. */
JSValue js_u128_read(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint8_t *data = u128_at(ctx, argv);
    uint64_t parts[2];

    if (!data)
        return JS_EXCEPTION;
    memcpy(parts, data, 16);
    return ext_new_u128(ctx, parts);
}

/* (bytes, offset, value) */
JSValue js_u128_write(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint8_t *data = u128_at(ctx, argv);
    uint64_t parts[2];

    if (!data || ext_to_u128(ctx, argv[2], parts))
        return JS_EXCEPTION;
    memcpy(data, parts, 16);
    return JS_UNDEFINED;
}
