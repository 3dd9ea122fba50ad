/* Build-time engine: parses a script and writes its bytecode. Never part of a contract. */
#include <stdlib.h>
#include <string.h>
#include "quickjs.h"

static JSContext *ctx;
static size_t output_length;

#define EXPORT(name) __attribute__((export_name(name)))

_Noreturn void clock_refused(void) { __builtin_trap(); }

EXPORT("full_init") void full_init(void)
{
    JSRuntime *rt = JS_NewRuntime();
    JS_SetMaxStackSize(rt, 0);
    ctx = JS_NewContext(rt);
}

EXPORT("full_alloc") void *full_alloc(size_t length) { return malloc(length); }

EXPORT("full_output_length") size_t full_output_length(void) { return output_length; }

/* Returns bytecode, or the error text with the top bit of the length set. */
EXPORT("full_compile")
uint8_t *full_compile(const char *source, size_t length, const char *filename, int strip)
{
    JSValue script, error;
    uint8_t *bytes;
    const char *text;
    int flags = JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY | (strip ? JS_EVAL_FLAG_STRIP : 0);

    script = JS_Eval(ctx, source, length, filename, flags);
    if (!JS_IsException(script)) {
        bytes = JS_WriteObject(ctx, &output_length, script, JS_WRITE_OBJ_BYTECODE);
        if (bytes)
            return bytes;
    }
    error = JS_GetException(ctx);
    text = JS_ToCStringLen(ctx, &output_length, error);
    output_length |= 0x80000000u;
    return (uint8_t *)text;
}
