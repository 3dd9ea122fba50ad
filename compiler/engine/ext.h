/* What the glue needs from inside the interpreter. */
#ifndef EXT_H
#define EXT_H
#include "quickjs.h"

typedef int NameTest(const char *name);

int ext_to_u64(JSContext *ctx, JSValueConst value, uint64_t *out);
int ext_to_words(JSContext *ctx, JSValueConst value, uint64_t *out, int count);
int ext_to_u128(JSContext *ctx, JSValueConst value, uint64_t out[2]);
JSValue ext_new_words(JSContext *ctx, const uint64_t *words, int count);
JSValue ext_new_u128(JSContext *ctx, const uint64_t words[2]);
JSValue ext_new_like(JSContext *ctx, JSValueConst template, JSValue **slots);
JSValue ext_get_like(JSContext *ctx, JSValueConst object, JSValueConst template, size_t index);
int ext_view_bytes(JSContext *ctx, JSValueConst value, uint8_t **data, size_t *length);
JSValue ext_new_bytes(JSContext *ctx, size_t length, uint8_t **data);
void ext_trim(JSContext *ctx, NameTest *keeps);
void ext_settle_atoms(JSContext *ctx);
void ext_use_allocator(JSRuntime *rt, int is_building);
size_t ext_live_slots(JSContext *ctx, uint32_t *out, size_t max);
#endif
