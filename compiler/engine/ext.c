/*
 * The interpreter with a few additions that need its internals. Compiled in place of quickjs.c.
 */
#include <stdio.h>
/* The interpreter prints only what a contract has nowhere to print to. */
#define printf(...) ((void)0)
#include "format.h"
#include "quickjs.c"
#include "ext.h"
#include "trim.c"

/* A bigint or number as u64; false (with an exception) when it is out of range or another type. */
int ext_to_u64(JSContext *ctx, JSValueConst value, uint64_t *out)
{
    uint64_t wide[2];

    if (JS_VALUE_GET_TAG(value) == JS_TAG_INT && JS_VALUE_GET_INT(value) >= 0) {
        *out = (uint64_t)JS_VALUE_GET_INT(value);
        return 0;
    }
    if (ext_to_u128(ctx, value, wide))
        return -1;
    if (wide[1] != 0) {
        JS_ThrowRangeError(ctx, "value does not fit u64");
        return -1;
    }
    *out = wide[0];
    return 0;
}

/* A bigint or number as `count` words of 64 bits, the lowest first. */
int ext_to_words(JSContext *ctx, JSValueConst value, uint64_t *out, int count)
{
    bf_t shifted, storage, *a;
    int64_t part;
    int tag = JS_VALUE_GET_NORM_TAG(value);

    if (tag == JS_TAG_INT || tag == JS_TAG_FLOAT64) {
        double d = tag == JS_TAG_INT ? JS_VALUE_GET_INT(value) : JS_VALUE_GET_FLOAT64(value);
        if (d < 0 || d > 9007199254740991.0 || d != (double)(uint64_t)d) {
            JS_ThrowRangeError(ctx, "number is not a safe unsigned integer");
            return -1;
        }
        memset(out, 0, count * sizeof(*out));
        out[0] = (uint64_t)d;
        return 0;
    }
    if (tag != JS_TAG_BIG_INT) {
        JS_ThrowTypeError(ctx, "expected a bigint");
        return -1;
    }
    a = JS_ToBigInt(ctx, &storage, value);
    if (!a)
        return -1;
    if ((a->sign && !bf_is_zero(a)) || (!bf_is_zero(a) && a->expn > 64 * count)) {
        JS_FreeBigInt(ctx, a, &storage);
        JS_ThrowRangeError(ctx, "bigint does not fit u%d", 64 * count);
        return -1;
    }
    bf_get_int64(&part, a, BF_GET_INT_MOD);
    out[0] = (uint64_t)part;
    bf_init(ctx->bf_ctx, &shifted);
    bf_set(&shifted, a);
    for (int i = 1; i < count; i++) {
        bf_mul_2exp(&shifted, -64, BF_PREC_INF, BF_RNDZ);
        bf_rint(&shifted, BF_RNDZ);
        bf_get_int64(&part, &shifted, BF_GET_INT_MOD);
        out[i] = (uint64_t)part;
    }
    bf_delete(&shifted);
    JS_FreeBigInt(ctx, a, &storage);
    return 0;
}

int ext_to_u128(JSContext *ctx, JSValueConst value, uint64_t out[2])
{
    return ext_to_words(ctx, value, out, 2);
}

/* The bigint of `count` words of 64 bits, the lowest first. */
JSValue ext_new_words(JSContext *ctx, const uint64_t *words, int count)
{
    JSValue value;
    bf_t *r, low;

    while (count > 1 && words[count - 1] == 0)
        count--;
    if (count == 1)
        return JS_NewBigUint64(ctx, words[0]);
    value = JS_NewBigInt(ctx);
    if (JS_IsException(value))
        return value;
    r = JS_GetBigInt(value);
    bf_init(ctx->bf_ctx, &low);
    bf_set_ui(r, words[--count]);
    while (count-- > 0) {
        bf_mul_2exp(r, 64, BF_PREC_INF, BF_RNDZ);
        bf_set_ui(&low, words[count]);
        bf_add(r, r, &low, BF_PREC_INF, BF_RNDZ);
    }
    bf_delete(&low);
    return value;
}

JSValue ext_new_u128(JSContext *ctx, const uint64_t words[2])
{
    return ext_new_words(ctx, words, 2);
}

_Static_assert(sizeof(JSProperty) == sizeof(JSValue), "a property's slot is its value");

/* A new object with the properties of a plain object, undefined each; `slots` are their values in order. */
JSValue ext_new_like(JSContext *ctx, JSValueConst template, JSValue **slots)
{
    JSShape *shape = JS_VALUE_GET_OBJ(template)->shape;
    JSValue object = JS_NewObjectFromShape(ctx, js_dup_shape(shape), JS_CLASS_OBJECT);

    if (JS_IsException(object))
        return object;
    *slots = (JSValue *)JS_VALUE_GET_OBJ(object)->prop;
    for (int i = 0; i < shape->prop_count; i++)
        (*slots)[i] = JS_UNDEFINED;
    return object;
}

/* The object's value of the template's property at an index, at once where both have one shape. */
JSValue ext_get_like(JSContext *ctx, JSValueConst object, JSValueConst template, size_t index)
{
    JSShape *shape = JS_VALUE_GET_OBJ(template)->shape;

    if (index >= (size_t)shape->prop_count)
        return JS_ThrowRangeError(ctx, "record field %d: the template has none", (int)index);
    if (JS_VALUE_GET_TAG(object) == JS_TAG_OBJECT && JS_VALUE_GET_OBJ(object)->shape == shape)
        return JS_DupValue(ctx, JS_VALUE_GET_OBJ(object)->prop[index].u.value);
    return JS_GetProperty(ctx, object, get_shape_prop(shape)[index].atom);
}

/* The bytes of a Uint8Array or ArrayBuffer, without a copy; NULL when it is neither. */
int ext_view_bytes(JSContext *ctx, JSValueConst value, uint8_t **data, size_t *length)
{
    JSObject *object;

    if (JS_VALUE_GET_TAG(value) != JS_TAG_OBJECT)
        return -1;
    object = JS_VALUE_GET_OBJ(value);
    if (object->class_id == JS_CLASS_UINT8_ARRAY) {
        if (typed_array_is_detached(ctx, object))
            return -1;
        *data = object->u.array.u.uint8_ptr;
        *length = object->u.array.count;
        return 0;
    }
    if (object->class_id == JS_CLASS_ARRAY_BUFFER) {
        JSArrayBuffer *buffer = object->u.array_buffer;
        if (buffer->detached)
            return -1;
        *data = buffer->data;
        *length = buffer->byte_length;
        return 0;
    }
    return -1;
}

/* A new Uint8Array of the given length, its bytes left for the caller to fill. */
JSValue ext_new_bytes(JSContext *ctx, size_t length, uint8_t **data)
{
    JSValue buffer, array;
    JSValueConst args[3] = { JS_UNDEFINED, JS_UNDEFINED, JS_UNDEFINED };

    buffer = js_array_buffer_constructor1(ctx, JS_UNDEFINED, length);
    if (JS_IsException(buffer))
        return buffer;
    *data = JS_VALUE_GET_OBJ(buffer)->u.array_buffer->data;
    args[0] = buffer;
    array = js_typed_array_constructor(ctx, JS_UNDEFINED, 3, args, JS_CLASS_UINT8_ARRAY);
    JS_FreeValue(ctx, buffer);
    return array;
}

/* New names that a call can make before the table of names has to grow. */
#define SPARE_ATOMS 32

/* Forgets the free places of the table of names but a few: each is a word of the snapshot. */
void ext_settle_atoms(JSContext *ctx)
{
    JSRuntime *rt = ctx->rt;
    uint32_t at = rt->atom_free_index;

    for (int kept = 1; at != 0; kept++) {
        uint32_t next = atom_get_free(rt->atom_array[at]);
        if (kept >= SPARE_ATOMS)
            rt->atom_array[at] = kept == SPARE_ATOMS ? atom_set_free(0) : NULL;
        at = next;
    }
}
