/*
 * The contract engine: no parser, no clock. At build time it loads a contract's bytecode and
 * evaluates it; the memory that results is the contract. On chain, `dispatch` runs one method.
 */
#include <stdlib.h>
#include <string.h>
#include "alloc.h"
#include "ext.h"
#include "bindings.h"

#define EXPORT(name) __attribute__((export_name(name)))
#define MAX_METHODS 512

static JSRuntime *rt;
static JSContext *ctx;
static JSValue methods[MAX_METHODS];
static int method_count;
static uint8_t *stock_bytecode;
static size_t stock_length;

/* Space-separated names that the contract's source uses, with a space at both ends. */
static const char *used_names;

static int is_used(const char *name)
{
    size_t length = strlen(name);
    const char *at = used_names;

    while ((at = strstr(at, name))) {
        if (at[-1] == ' ' && at[length] == ' ')
            return 1;
        at++;
    }
    return 0;
}

_Noreturn void clock_refused(void)
{
    static const char text[] = "contracts have no clock; use the block's timestamp";
    bindings_panic(text, sizeof(text) - 1);
}

static JSValue forbidden_random(JSContext *c, JSValueConst self, int argc, JSValueConst *argv)
{
    return JS_ThrowTypeError(c, "Math.random is not available in contracts; use the block's random seed");
}

extern unsigned char __heap_base;
/* Constants and variables lie below it, everything allocated above. */
EXPORT("engine_heap_start") void *engine_heap_start(void) { return &__heap_base; }
EXPORT("engine_alloc") void *engine_alloc(size_t length) { return malloc(length); }
EXPORT("engine_free") void engine_free(void *pointer) { free(pointer); }

static void start(int is_building)
{
    JSValue global, env, math;

    rt = JS_NewRuntime();
    ext_use_allocator(rt, is_building);
    JS_SetMaxStackSize(rt, 0);
    JS_SetGCThreshold(rt, (size_t)-1);
    ctx = JS_NewContextRaw(rt);
    JS_AddIntrinsicBaseObjects(ctx);
    JS_AddIntrinsicRegExpCompiler(ctx);
    JS_AddIntrinsicRegExp(ctx);
    JS_AddIntrinsicDate(ctx);
    JS_AddIntrinsicJSON(ctx);
    JS_AddIntrinsicMapSet(ctx);
    JS_AddIntrinsicTypedArrays(ctx);
    JS_AddIntrinsicProxy(ctx);
    JS_AddIntrinsicBigInt(ctx);
    global = JS_GetGlobalObject(ctx);
    env = JS_NewObject(ctx);
    bindings_install(ctx, env);
    JS_SetPropertyStr(ctx, global, "env", env);
    math = JS_GetPropertyStr(ctx, global, "Math");
    JS_SetPropertyStr(ctx, math, "random", JS_NewCFunction(ctx, forbidden_random, "random", 0));
    JS_FreeValue(ctx, math);
    JS_FreeValue(ctx, global);
}

EXPORT("engine_init") void engine_init(void) { start(1); }

/* Removes built-ins that the names do not cover; before a contract loads. */
EXPORT("engine_trim") void engine_trim(const char *names)
{
    used_names = names;
    ext_trim(ctx, is_used);
}

/* Table slots in use by the heap; returns how many were written. */
EXPORT("engine_live_slots") size_t engine_live_slots(uint32_t *out, size_t max)
{
    return ext_live_slots(ctx, out, max);
}

/* Message of the pending exception, kept alive for the caller. */
static const char *take_message(size_t *length)
{
    JSValue error = JS_GetException(ctx), message;

    if (JS_IsError(ctx, error)) {
        message = JS_GetPropertyStr(ctx, error, "message");
        if (!JS_IsException(message) && JS_IsString(message)) {
            const char *text = JS_ToCStringLen(ctx, length, message);
            if (text && *length > 0)
                return text;
        }
    }
    const char *text = JS_ToCStringLen(ctx, length, error);
    if (text)
        return text;
    *length = 20;
    return "uncaught exception  ";
}

/* Evaluates bytecode; 0 on success, otherwise the length of an error text at *text. */
EXPORT("engine_load") size_t engine_load(const uint8_t *bytes, size_t length, const char **text)
{
    JSValue script, result;
    size_t text_length;

    script = JS_ReadObject(ctx, bytes, length, JS_READ_OBJ_BYTECODE);
    if (!JS_IsException(script)) {
        result = JS_EvalFunction(ctx, script);
        if (!JS_IsException(result)) {
            JS_FreeValue(ctx, result);
            return 0;
        }
    }
    *text = take_message(&text_length);
    return text_length;
}

/* Registers a method of the global `contract` object; -1 when it is not a function. */
EXPORT("engine_method") int engine_method(const char *name)
{
    JSValue global = JS_GetGlobalObject(ctx);
    JSValue contract = JS_GetPropertyStr(ctx, global, "contract");
    JSValue method = JS_GetPropertyStr(ctx, contract, name);

    JS_FreeValue(ctx, contract);
    JS_FreeValue(ctx, global);
    if (!JS_IsFunction(ctx, method) || method_count == MAX_METHODS)
        return -1;
    methods[method_count] = method;
    return method_count++;
}

EXPORT("engine_settle") void engine_settle(void)
{
    JS_RunGC(rt);
    ext_settle_atoms(ctx);
    ext_use_allocator(rt, 0);
    alloc_scrub();
}

static void fail_with_exception(void)
{
    size_t length;
    const char *text = take_message(&length);
    bindings_panic(text, length);
}

EXPORT("dispatch") void dispatch(int index)
{
    JSValue result = JS_Call(ctx, methods[index], JS_UNDEFINED, 0, NULL);
    if (JS_IsException(result))
        fail_with_exception();
}

/* As `dispatch`, but logs the JavaScript stack before it panics. */
EXPORT("dispatch_debug") void dispatch_debug(int index)
{
    JSValue result = JS_Call(ctx, methods[index], JS_UNDEFINED, 0, NULL), error, stack;
    const char *text;
    size_t length;

    if (!JS_IsException(result))
        return;
    error = JS_GetException(ctx);
    stack = JS_IsError(ctx, error) ? JS_GetPropertyStr(ctx, error, "stack") : JS_UNDEFINED;
    if (JS_IsString(stack) && (text = JS_ToCStringLen(ctx, &length, stack)))
        bindings_log(text, length);
    JS_Throw(ctx, error);
    fail_with_exception();
}

/* Stock mode: what near-sdk-js does on every call, for comparison. */
EXPORT("stock_keep") void stock_keep(uint8_t *bytes, size_t length)
{
    stock_bytecode = bytes;
    stock_length = length;
}

EXPORT("stock_dispatch") void stock_dispatch(const char *name)
{
    const char *text;
    size_t length;

    start(0);
    length = engine_load(stock_bytecode, stock_length, &text);
    if (length != 0)
        bindings_panic(text, length);
    dispatch(engine_method(name));
}
