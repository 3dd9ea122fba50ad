#ifndef CONVERT_H
#define CONVERT_H
#include "ext.h"

typedef struct {
    const uint8_t *data;
    size_t length;
} Bytes;

int bytes_arg(JSContext *ctx, JSValueConst value, Bytes *out);
JSValue text_to_utf8(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue utf8_to_text(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue latin1_to_text(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue text_to_latin1(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);


JSValue js_sha384(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_p384_verify(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_base64_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_hex_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_hex_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_base58_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_base58_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_bytes_equal(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_record_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_record_decode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_record_encode_list(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_record_decode_list(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_bytes_copy(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_bytes_compare(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_u128_compare(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_u128_add(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_u128_subtract(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_u128_difference(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_u128_take_part(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_u128_scale_down(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_u128_read(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_u128_write(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_sha256_chain(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
JSValue js_base64_encode(JSContext *ctx, JSValueConst self, int argc, JSValueConst *argv);
#endif
