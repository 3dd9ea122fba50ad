/*
 * Cuts the built-in objects down to what a contract's source names. Included by ext.c, because it
 * works on the interpreter's own structures.
 */
#include "alloc.h"

/* A class goes, prototype and finalizer, unless the contract names what needs it. */
static const struct { uint16_t class_id; const char *needed_by; } optional_classes[] = {
    { JS_CLASS_DATE, "Date" },
    { JS_CLASS_REGEXP, "RegExp" },
    { JS_CLASS_REGEXP_STRING_ITERATOR, "RegExp" },
    { JS_CLASS_UINT8C_ARRAY, "Uint8ClampedArray" },
    { JS_CLASS_INT8_ARRAY, "Int8Array" },
    { JS_CLASS_INT16_ARRAY, "Int16Array" },
    { JS_CLASS_UINT16_ARRAY, "Uint16Array" },
    { JS_CLASS_INT32_ARRAY, "Int32Array" },
    { JS_CLASS_UINT32_ARRAY, "Uint32Array" },
    { JS_CLASS_BIG_INT64_ARRAY, "BigInt64Array" },
    { JS_CLASS_BIG_UINT64_ARRAY, "BigUint64Array" },
    { JS_CLASS_FLOAT32_ARRAY, "Float32Array" },
    { JS_CLASS_FLOAT64_ARRAY, "Float64Array" },
    { JS_CLASS_DATAVIEW, "DataView" },
    { JS_CLASS_SHARED_ARRAY_BUFFER, "SharedArrayBuffer" },
    { JS_CLASS_MAP, "Map" },
    { JS_CLASS_MAP_ITERATOR, "Map" },
    { JS_CLASS_SET, "Set" },
    { JS_CLASS_SET_ITERATOR, "Set" },
    { JS_CLASS_WEAKMAP, "WeakMap" },
    { JS_CLASS_WEAKSET, "WeakSet" },
    { JS_CLASS_GENERATOR, "function*" },
    { JS_CLASS_GENERATOR_FUNCTION, "function*" },
    { JS_CLASS_PROXY, "Proxy" },
};

static void drop_class(JSContext *ctx, int class_id)
{
    JSClass *class = &ctx->rt->class_array[class_id];

    JS_FreeValue(ctx, ctx->class_proto[class_id]);
    ctx->class_proto[class_id] = JS_NULL;
    class->finalizer = NULL;
    class->gc_mark = NULL;
    class->call = NULL;
    class->exotic = NULL;
}

/* A constructor that the global object does not name any more. */
static BOOL is_dropped_constructor(JSContext *ctx, JSProperty *pr, NameTest *keeps)
{
    JSShapeProperty *prs;
    JSProperty *name_pr;
    JSObject *function;

    if (JS_VALUE_GET_TAG(pr->u.value) != JS_TAG_OBJECT)
        return FALSE;
    function = JS_VALUE_GET_OBJ(pr->u.value);
    if (function->class_id != JS_CLASS_C_FUNCTION)
        return FALSE;
    prs = find_own_property(&name_pr, function, JS_ATOM_name);
    if (!prs || (prs->flags & JS_PROP_TMASK) || !JS_IsString(name_pr->u.value))
        return FALSE;
    const char *text = JS_ToCString(ctx, name_pr->u.value);
    BOOL dropped = text && !keeps(text);
    JS_FreeCString(ctx, text);
    return dropped;
}

static void trim_object(JSContext *ctx, JSObject *p, NameTest *keeps)
{
    char buffer[ATOM_GET_STR_BUF_SIZE];
    uint32_t i;

    for (i = 0; i < p->shape->prop_count; i++) {
        JSShapeProperty *prs = &get_shape_prop(p->shape)[i];
        JSProperty *pr = &p->prop[i];
        JSAtom atom = prs->atom;
        if (atom == JS_ATOM_NULL)
            continue;
        if (!__JS_AtomIsTaggedInt(atom) && ctx->rt->atom_array[atom]->atom_type == JS_ATOM_TYPE_STRING
            && (prs->flags & JS_PROP_CONFIGURABLE)) {
            const char *name = JS_AtomGetStr(ctx, buffer, sizeof(buffer), atom);
            if (!keeps(name) || (atom == JS_ATOM_constructor && !(prs->flags & JS_PROP_TMASK)
                                 && is_dropped_constructor(ctx, pr, keeps))) {
                uint32_t count = p->shape->prop_count;
                delete_property(ctx, p, atom);
                /* Deleting may have closed the gaps; begin again. */
                if (p->shape->prop_count != count)
                    i = -1;
                continue;
            }
        }
        /* What stays is made now, not in every call. */
        if ((prs->flags & JS_PROP_TMASK) == JS_PROP_AUTOINIT)
            JS_AutoInitProperty(ctx, p, atom, pr, prs);
    }
    if (p->shape->deleted_prop_count > 0)
        compact_properties(ctx, p);
}

/* Removes every built-in property, constructor and class whose name `keeps` refuses. */
void ext_trim(JSContext *ctx, NameTest *keeps)
{
    JSRuntime *rt = ctx->rt;
    struct list_head *el;
    JSObject **objects;
    size_t count = 0, i, round;

    for (i = 0; i < countof(optional_classes); i++) {
        if (!keeps(optional_classes[i].needed_by))
            drop_class(ctx, optional_classes[i].class_id);
    }
    if (!keeps("RegExp")) {
        ctx->compile_regexp = NULL;
        JS_FreeValue(ctx, ctx->regexp_ctor);
        ctx->regexp_ctor = JS_NULL;
    }
    /* A second round trims the objects that the first one made out of lazy properties. */
    for (round = 0; round < 2; round++) {
        count = 0;
        list_for_each(el, &rt->gc_obj_list) count++;
        objects = js_malloc(ctx, sizeof(*objects) * count);
        count = 0;
        list_for_each(el, &rt->gc_obj_list) {
            JSGCObjectHeader *header = list_entry(el, JSGCObjectHeader, link);
            if (header->gc_obj_type != JS_GC_OBJ_TYPE_JS_OBJECT)
                continue;
            objects[count++] = (JSObject *)header;
            JS_DupValue(ctx, JS_MKPTR(JS_TAG_OBJECT, header));
        }
        for (i = 0; i < count; i++)
            trim_object(ctx, objects[i], keeps);
        for (i = 0; i < count; i++)
            JS_FreeValue(ctx, JS_MKPTR(JS_TAG_OBJECT, objects[i]));
        js_free(ctx, objects);
        JS_RunGC(rt);
    }
}

typedef struct {
    uint32_t *out;
    size_t count, max;
} SlotList;

/* A function pointer is its table slot. */
#define note(list, pointer) note_slot(list, (uint32_t)(uintptr_t)(pointer))

static void note_slot(SlotList *list, uint32_t slot)
{
    if (slot && list->count < list->max)
        list->out[list->count++] = slot;
}

static void note_operations(SlotList *list, const JSNumericOperations *operations)
{
    note(list, operations->to_string);
    note(list, operations->from_string);
    note(list, operations->unary_arith);
    note(list, operations->binary_arith);
    note(list, operations->compare);
    note(list, operations->mul_pow10_to_float64);
    note(list, operations->mul_pow10);
}

static void note_class(SlotList *list, const JSClass *class)
{
    const JSClassExoticMethods *exotic = class->exotic;

    note(list, class->finalizer);
    note(list, class->gc_mark);
    note(list, class->call);
    if (!exotic)
        return;
    note(list, exotic->get_own_property);
    note(list, exotic->get_own_property_names);
    note(list, exotic->delete_property);
    note(list, exotic->define_own_property);
    note(list, exotic->has_property);
    note(list, exotic->get_property);
    note(list, exotic->set_property);
}

static void note_runtime(SlotList *list, const JSRuntime *rt, const JSContext *ctx)
{
    note(list, rt->mf.js_malloc);
    note(list, rt->mf.js_free);
    note(list, rt->mf.js_realloc);
    note(list, rt->mf.js_malloc_usable_size);
    note(list, rt->interrupt_handler);
    note(list, rt->host_promise_rejection_tracker);
    note(list, rt->module_normalize_func);
    note(list, rt->module_loader_func);
    note(list, rt->sab_funcs.sab_alloc);
    note(list, rt->sab_funcs.sab_free);
    note(list, rt->sab_funcs.sab_dup);
    note(list, rt->bf_ctx.realloc_func);
    note_operations(list, &rt->bigint_ops);
    note_operations(list, &rt->bigfloat_ops);
    note_operations(list, &rt->bigdecimal_ops);
    note(list, ctx->compile_regexp);
    note(list, ctx->eval_internal);
}

/*
 * Table slots that the heap refers to, each where it is known to stand: C functions, class hooks, the
 * runtime's and the context's own pointers. Returns how many there are.
 */
size_t ext_live_slots(JSContext *ctx, uint32_t *out, size_t max)
{
    JSRuntime *rt = ctx->rt;
    SlotList list = { out, 0, max };
    struct list_head *el;
    int i;

    list_for_each(el, &rt->gc_obj_list) {
        JSGCObjectHeader *header = list_entry(el, JSGCObjectHeader, link);
        JSObject *p = (JSObject *)header;
        if (header->gc_obj_type != JS_GC_OBJ_TYPE_JS_OBJECT)
            continue;
        if (p->class_id == JS_CLASS_C_FUNCTION)
            note(&list, p->u.cfunc.c_function.generic);
        else if (p->class_id == JS_CLASS_C_FUNCTION_DATA)
            note(&list, p->u.c_function_data_record->func);
        else if (p->class_id == JS_CLASS_ARRAY_BUFFER)
            note(&list, p->u.array_buffer->free_func);
    }
    for (i = 0; i < rt->class_count; i++) {
        if (rt->class_array[i].class_id != 0)
            note_class(&list, &rt->class_array[i]);
    }
    note_runtime(&list, rt, ctx);
    return list.count;
}

/* The interpreter forbids these names to its own code. */
#undef malloc
#undef free
#undef realloc

static void *lean_malloc(JSMallocState *state, size_t size) { return malloc(size); }
static void lean_free(JSMallocState *state, void *pointer) { free(pointer); }
static void *lean_realloc(JSMallocState *state, void *pointer, size_t size) { return realloc(pointer, size); }
static void clean_free(JSMallocState *state, void *pointer) { alloc_free_clean(pointer); }
static void *clean_realloc(JSMallocState *state, void *pointer, size_t size)
{
    return alloc_realloc_clean(pointer, size);
}

/* While a snapshot is prepared no stale bytes stay behind; in a call nothing is counted. */
void ext_use_allocator(JSRuntime *rt, int is_building)
{
    rt->mf.js_malloc = lean_malloc;
    rt->mf.js_free = is_building ? clean_free : lean_free;
    rt->mf.js_realloc = is_building ? clean_realloc : lean_realloc;
}
