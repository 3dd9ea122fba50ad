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

/* Base58 is quadratic; keys and hashes are short. */
#define BASE58_BYTES 128

static const char base58_digits[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/* Base58 (Bitcoin's alphabet) of at most 128 bytes. */
JSValue js_base58_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint8_t digits[BASE58_BYTES * 2];
    char text[BASE58_BYTES * 3];
    size_t count = 0, zeros = 0, length = 0;
    Bytes bytes;

    if (bytes_arg(ctx, argv[0], &bytes))
        return JS_EXCEPTION;
    if (bytes.length > BASE58_BYTES)
        return JS_ThrowRangeError(ctx, "base58 of more than %d bytes", BASE58_BYTES);
    while (zeros < bytes.length && bytes.data[zeros] == 0)
        zeros++;
    for (size_t i = zeros; i < bytes.length; i++) {
        unsigned carry = bytes.data[i];
        for (size_t j = 0; j < count; j++) {
            carry += (unsigned)digits[j] << 8;
            digits[j] = (uint8_t)(carry % 58);
            carry /= 58;
        }
        for (; carry; carry /= 58)
            digits[count++] = (uint8_t)(carry % 58);
    }
    memset(text, '1', zeros);
    for (length = zeros; count > 0;)
        text[length++] = base58_digits[digits[--count]];
    return JS_NewStringLen(ctx, text, length);
}

/* Bytes of base58 text, at most 128; undefined for any other text. */
JSValue js_base58_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint8_t reversed[BASE58_BYTES], *out;
    size_t count = 0, zeros = 0;
    Bytes text;
    JSValue result;

    if (bytes_arg(ctx, argv[0], &text))
        return JS_EXCEPTION;
    while (zeros < text.length && text.data[zeros] == '1')
        zeros++;
    for (size_t i = zeros; i < text.length; i++) {
        const char *digit = text.data[i] ? strchr(base58_digits, text.data[i]) : NULL;
        unsigned carry = digit ? (unsigned)(digit - base58_digits) : 0;
        if (!digit)
            return JS_UNDEFINED;
        for (size_t j = 0; j < count; j++) {
            carry += reversed[j] * 58u;
            reversed[j] = (uint8_t)carry;
            carry >>= 8;
        }
        for (; carry; carry >>= 8) {
            if (count == BASE58_BYTES)
                return JS_UNDEFINED;
            reversed[count++] = (uint8_t)carry;
        }
    }
    if (zeros + count > BASE58_BYTES)
        return JS_UNDEFINED;
    result = ext_new_bytes(ctx, zeros + count, &out);
    if (JS_IsException(result))
        return result;
    memset(out, 0, zeros);
    for (size_t i = 0; i < count; i++)
        out[zeros + i] = reversed[count - 1 - i];
    return result;
}

JSValue js_bytes_equal(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    Bytes a, b;

    if (bytes_arg(ctx, argv[0], &a) || bytes_arg(ctx, argv[1], &b))
        return JS_EXCEPTION;
    return JS_NewBool(ctx, a.length == b.length && memcmp(a.data, b.data, a.length) == 0);
}

/*
 * Records: an object with the properties of a template, in the template's order, as packed bytes. The
 * layout has a letter a property: 1, 2, 4 unsigned little-endian integers of that many bytes, 8 (u64),
 * 6 (u128) and w (a u256 as two u128, the higher first) bigints, b a boolean byte, h 32 bytes, x and a
 * length byte that many bytes, s text of at most 255 bytes after a length byte, r all bytes that are
 * left. v and a byte stand for that byte and for no property.
 */
#define RECORD_BYTES 2048

static size_t field_size(uint8_t letter)
{
    switch (letter) {
    case '1': case 'b': return 1;
    case '2': return 2;
    case '4': return 4;
    case '8': return 8;
    case '6': return 16;
    case 'h': case 'w': return 32;
    default: return 0;
    }
}

static JSValue wrong_field(JSContext *ctx, const char *what, size_t index)
{
    return JS_ThrowRangeError(ctx, "record field %d: %s", (int)index, what);
}

/* Writes a number of `size` bytes; 0 when an error is pending. */
static int put_number(JSContext *ctx, JSValueConst value, uint8_t *to, size_t size, size_t index)
{
    uint64_t words[4] = { 0, 0, 0, 0 };

    if (ext_to_words(ctx, value, words, size == 32 ? 4 : 2))
        return 0;
    if (size < 16 && (words[1] || (size < 8 && words[0] >> (size * 8)))) {
        wrong_field(ctx, "the number is too large", index);
        return 0;
    }
    if (size == 32) {
        memcpy(to, words + 2, 16);
        memcpy(to + 16, words, 16);
    } else {
        memcpy(to, words, size);
    }
    return 1;
}

/* Writes an object's record behind `*used` bytes of the buffer; -1 when an exception is pending. */
static int put_record(JSContext *ctx, JSValueConst template, const Bytes *layout, JSValueConst object,
    uint8_t *buffer, size_t *used)
{
    size_t at = *used, index = 0;
    Bytes bytes;

    for (size_t i = 0; i < layout->length; i++) {
        uint8_t letter = layout->data[i];
        size_t size = letter == 'x' ? layout->data[++i] : field_size(letter);
        JSValue value;
        if (at + 256 > RECORD_BYTES)
            return wrong_field(ctx, "the record is too long", index), -1;
        if (letter == 'v') {
            buffer[at++] = layout->data[++i];
            continue;
        }
        /* Never freed: the call's memory is thrown away with the call. */
        value = ext_get_like(ctx, object, template, index);
        if (JS_IsException(value))
            return -1;
        if (letter == 'b') {
            buffer[at++] = (uint8_t)JS_ToBool(ctx, value);
        } else if (letter == 'h' || letter == 'x' || letter == 's' || letter == 'r') {
            if (bytes_arg(ctx, value, &bytes))
                return -1;
            if (size ? bytes.length != size : letter == 's' && bytes.length > 255)
                return wrong_field(ctx, "wrong length", index), -1;
            if (letter == 's')
                buffer[at++] = (uint8_t)bytes.length;
            if (bytes.length > RECORD_BYTES - at)
                return wrong_field(ctx, "the record is too long", index), -1;
            memcpy(buffer + at, bytes.data, bytes.length);
            at += bytes.length;
        } else if (size) {
            if (!put_number(ctx, value, buffer + at, size, index))
                return -1;
            at += size;
        } else {
            return wrong_field(ctx, "unknown letter", index), -1;
        }
        index++;
    }
    *used = at;
    return 0;
}

static JSValue filled(JSContext *ctx, const uint8_t *buffer, size_t length)
{
    uint8_t *out;
    JSValue result = ext_new_bytes(ctx, length, &out);

    if (!JS_IsException(result))
        memcpy(out, buffer, length);
    return result;
}

/* (template, layout, object): the record's bytes */
JSValue js_record_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint8_t buffer[RECORD_BYTES];
    size_t used = 0;
    Bytes layout;

    if (bytes_arg(ctx, argv[1], &layout) || put_record(ctx, argv[0], &layout, argv[2], buffer, &used))
        return JS_EXCEPTION;
    return filled(ctx, buffer, used);
}

/* (template, layout, objects): the bytes of their records, one behind the other */
JSValue js_record_encode_list(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    uint8_t buffer[RECORD_BYTES];
    size_t used = 0;
    uint32_t count;
    Bytes layout;

    if (bytes_arg(ctx, argv[1], &layout)
        || JS_ToUint32(ctx, &count, JS_GetPropertyStr(ctx, argv[2], "length")))
        return JS_EXCEPTION;
    for (uint32_t i = 0; i < count; i++) {
        JSValue item = JS_GetPropertyUint32(ctx, argv[2], i);
        if (JS_IsException(item) || put_record(ctx, argv[0], &layout, item, buffer, &used))
            return JS_EXCEPTION;
    }
    return filled(ctx, buffer, used);
}

static JSValue read_field(JSContext *ctx, uint8_t letter, const uint8_t *data, size_t size)
{
    uint64_t words[4] = { 0, 0, 0, 0 };
    uint8_t *out;
    JSValue value;

    switch (letter) {
    case 's':
        return JS_NewStringLen(ctx, (const char *)data, size);
    case 'b':
        return JS_NewBool(ctx, *data == 1);
    case 'h': case 'x': case 'r':
        value = ext_new_bytes(ctx, size, &out);
        if (!JS_IsException(value))
            memcpy(out, data, size);
        return value;
    case 'w':
        memcpy(words + 2, data, 16);
        memcpy(words, data + 16, 16);
        return ext_new_words(ctx, words, 4);
    }
    memcpy(words, data, size);
    return size < 8 ? JS_NewInt64(ctx, (int64_t)words[0]) : ext_new_words(ctx, words, 2);
}

/* The object of the record at `*from`, which then stands behind it; `*fields` is how many it has. */
static JSValue take_record(JSContext *ctx, JSValueConst template, const Bytes *layout, const Bytes *bytes,
    size_t *from, size_t *fields)
{
    size_t at = *from, index = 0;
    JSValue result, *slots;

    result = ext_new_like(ctx, template, &slots);
    if (JS_IsException(result))
        return result;
    for (size_t i = 0; i < layout->length; i++) {
        uint8_t letter = layout->data[i];
        size_t size = field_size(letter), left = bytes->length - at;
        if (letter == 'x' || letter == 'v')
            i++;
        if (letter == 'x')
            size = layout->data[i];
        else if (letter == 'v')
            size = 1;
        else if (letter == 'r')
            size = left;
        else if (letter == 's' && left)
            size = bytes->data[at++], left--;
        else if (!size)
            return wrong_field(ctx, "unknown letter or no more bytes", index);
        if (size > left)
            return wrong_field(ctx, "the record ends early", index);
        if (letter != 'v') {
            slots[index] = read_field(ctx, letter, bytes->data + at, size);
            if (JS_IsException(slots[index++]))
                return JS_EXCEPTION;
        }
        at += size;
    }
    *from = at;
    *fields = index;
    return result;
}

/* (template, layout, bytes): the object; the bytes must be used up exactly */
JSValue js_record_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    size_t at = 0, fields;
    Bytes layout, bytes;
    JSValue result;

    if (bytes_arg(ctx, argv[1], &layout) || bytes_arg(ctx, argv[2], &bytes))
        return JS_EXCEPTION;
    result = take_record(ctx, argv[0], &layout, &bytes, &at, &fields);
    if (!JS_IsException(result) && at != bytes.length)
        return wrong_field(ctx, "bytes are left over", fields);
    return result;
}

/* (template, layout, bytes): an array of the objects of records one behind the other */
JSValue js_record_decode_list(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv)
{
    size_t at = 0, fields;
    Bytes layout, bytes;
    JSValue result, item;

    if (bytes_arg(ctx, argv[1], &layout) || bytes_arg(ctx, argv[2], &bytes))
        return JS_EXCEPTION;
    result = JS_NewArray(ctx);
    for (uint32_t count = 0; at < bytes.length; count++) {
        size_t from = at;
        item = take_record(ctx, argv[0], &layout, &bytes, &at, &fields);
        if (!JS_IsException(item) && at == from)
            return wrong_field(ctx, "a record of a list has no bytes", fields);
        if (JS_IsException(item) || JS_SetPropertyUint32(ctx, result, count, item) < 0)
            return JS_EXCEPTION;
    }
    return result;
}
