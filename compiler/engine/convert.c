/* Argument conversion and text helpers shared by the generated bindings. */
#include "convert.h"
#include "p384.h"
#include "sha384.h"
#include <string.h>

int bytes_arg(JSContext *ctx, JSValueConst value, Bytes *out)
{
    uint8_t *data;
    size_t length;

    if (ext_view_bytes(ctx, value, &data, &length) == 0) {
        out->data = data;
        out->length = length;
        return 0;
    }
    if (JS_IsString(value)) {
        /* Never freed: the call's memory is thrown away with the call. */
        out->data = (const uint8_t *)JS_ToCStringLen(ctx, &length, value);
        out->length = length;
        return out->data ? 0 : -1;
    }
    JS_ThrowTypeError(ctx, "expected a Uint8Array or a string");
    return -1;
}

JSValue text_to_utf8(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    size_t length;
    uint8_t *data;
    const char *text;
    JSValue result;

    if (!JS_IsString(argv[0]))
        return JS_ThrowTypeError(ctx, "expected a string");
    text = JS_ToCStringLen(ctx, &length, argv[0]);
    if (!text)
        return JS_EXCEPTION;
    result = ext_new_bytes(ctx, length, &data);
    if (!JS_IsException(result))
        memcpy(data, text, length);
    JS_FreeCString(ctx, text);
    return result;
}

JSValue utf8_to_text(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    Bytes bytes;
    if (bytes_arg(ctx, argv[0], &bytes))
        return JS_EXCEPTION;
    return JS_NewStringLen(ctx, (const char *)bytes.data, bytes.length);
}

JSValue latin1_to_text(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    Bytes bytes;
    char *utf8;
    size_t i, n = 0;
    JSValue result;

    if (bytes_arg(ctx, argv[0], &bytes))
        return JS_EXCEPTION;
    utf8 = js_malloc(ctx, bytes.length * 2 + 1);
    if (!utf8)
        return JS_EXCEPTION;
    for (i = 0; i < bytes.length; i++) {
        uint8_t c = bytes.data[i];
        if (c >= 0x80) {
            utf8[n++] = (char)(0xc0 | (c >> 6));
            c = 0x80 | (c & 0x3f);
        }
        utf8[n++] = (char)c;
    }
    result = JS_NewStringLen(ctx, utf8, n);
    js_free(ctx, utf8);
    return result;
}

JSValue text_to_latin1(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    size_t length, i, n = 0;
    uint8_t *data;
    const char *text;
    JSValue result;

    if (!JS_IsString(argv[0]))
        return JS_ThrowTypeError(ctx, "expected a string");
    text = JS_ToCStringLen(ctx, &length, argv[0]);
    if (!text)
        return JS_EXCEPTION;
    for (i = 0; i < length; i++)
        n += ((uint8_t)text[i] & 0xc0) != 0x80;
    result = ext_new_bytes(ctx, n, &data);
    for (i = 0, n = 0; !JS_IsException(result) && i < length; i++) {
        uint8_t c = (uint8_t)text[i];
        if (c < 0x80) {
            data[n++] = c;
        } else if (c <= 0xc3 && i + 1 < length) {
            data[n++] = (uint8_t)((c << 6) | ((uint8_t)text[++i] & 0x3f));
        } else {
            JS_FreeValue(ctx, result);
            result = JS_ThrowTypeError(ctx, "string has a character outside Latin-1");
        }
    }
    JS_FreeCString(ctx, text);
    return result;
}

JSValue js_sha384(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    Bytes bytes;
    uint8_t *out;
    JSValue result;

    if (bytes_arg(ctx, argv[0], &bytes))
        return JS_EXCEPTION;
    result = ext_new_bytes(ctx, 48, &out);
    if (!JS_IsException(result))
        sha384(bytes.data, bytes.length, out);
    return result;
}

JSValue js_p384_verify(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    Bytes hash, signature, key;

    if (bytes_arg(ctx, argv[0], &hash) || bytes_arg(ctx, argv[1], &signature)
        || bytes_arg(ctx, argv[2], &key))
        return JS_EXCEPTION;
    if (signature.length != 96 || key.length != 97)
        return JS_ThrowRangeError(ctx, "a P-384 signature has 96 bytes and a public key 97");
    return JS_NewBool(ctx, p384_verify(hash.data, hash.length, signature.data, key.data));
}
