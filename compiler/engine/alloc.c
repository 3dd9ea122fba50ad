/*
 * Memory for a short life. Small blocks of one size share 4 kB pages and have no headers, which
 * keeps snapshots dense; larger ones take whole pages. The chain gives a contract 1 024 pages of
 * 64 kB whatever it declares, so the end of memory is asked for, never remembered.
 */
#include "alloc.h"
#include <errno.h>
#include <stdint.h>
#include <string.h>

#define PAGE 4096u
#define PAGES 32768u /* 128 MiB: nearcore's maximum */
#define WASM_PAGE 65536u
#define SMALL_LIMIT 1024u
#define CLASSES 28
/* Page kinds: 0 is not ours, 1..CLASSES small blocks, LARGE the first page of a run. */
#define LARGE 255
#define RUN_HEADER 16u

typedef struct Free {
    struct Free *next;
} Free;

typedef struct Run {
    uint32_t pages;
    struct Run *next;
    uint32_t unused[2];
} Run;

extern unsigned char __heap_base;
static uint8_t page_kind[PAGES];
static Free *free_blocks[CLASSES + 1];
static uintptr_t bump[CLASSES + 1];
static Run *free_runs;
static uintptr_t top;

/* Steps of 8 bytes up to 128, then four to each power of two. */
static const uint16_t class_size[CLASSES + 1] = {
    0,   8,   16,  24,  32,  40,  48,  56,  64,  72,  80,  88,  96,  104, 112,
    120, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024,
};

static unsigned class_of(size_t size)
{
    unsigned log;

    if (size <= 128)
        return (unsigned)(size + 7) >> 3;
    log = 31 - (unsigned)__builtin_clz((unsigned)size - 1);
    return 16 + (log - 7) * 4 + (((unsigned)size - 1) >> (log - 2) & 3) + 1;
}

/* New pages at the end of memory, or 0. */
static uintptr_t take_pages(uint32_t count)
{
    uintptr_t start, end;

    if (top == 0)
        top = ((uintptr_t)&__heap_base + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    start = top;
    end = start + (uintptr_t)count * PAGE;
    if (count > PAGES || end > (uintptr_t)PAGES * PAGE)
        return 0;
    if (end > __builtin_wasm_memory_size(0) * WASM_PAGE) {
        uintptr_t missing = end - __builtin_wasm_memory_size(0) * WASM_PAGE;
        if (__builtin_wasm_memory_grow(0, (missing + WASM_PAGE - 1) / WASM_PAGE) == (size_t)-1)
            return 0;
    }
    top = end;
    return start;
}

static void *take_run(size_t size)
{
    uint32_t count = (uint32_t)((size + RUN_HEADER + PAGE - 1) / PAGE);
    Run **link, *run;

    for (link = &free_runs; (run = *link); link = &run->next) {
        if (run->pages >= count && run->pages / 4 <= count) {
            *link = run->next;
            return (char *)run + RUN_HEADER;
        }
    }
    run = (Run *)take_pages(count);
    if (!run)
        return NULL;
    page_kind[(uintptr_t)run / PAGE] = LARGE;
    run->pages = count;
    return (char *)run + RUN_HEADER;
}

void *malloc(size_t size)
{
    unsigned c;
    Free *block;
    uintptr_t at;

    if (size > SMALL_LIMIT) {
        void *run = size <= (size_t)PAGES * PAGE ? take_run(size) : NULL;
        if (!run)
            errno = ENOMEM;
        return run;
    }
    c = class_of(size ? size : 1);
    block = free_blocks[c];
    if (block) {
        free_blocks[c] = block->next;
        return block;
    }
    at = bump[c];
    if (at == 0 || (at & (PAGE - 1)) + class_size[c] > PAGE || (at & (PAGE - 1)) == 0) {
        at = take_pages(1);
        if (!at) {
            errno = ENOMEM;
            return NULL;
        }
        page_kind[at / PAGE] = (uint8_t)c;
    }
    bump[c] = at + class_size[c];
    return (void *)at;
}

void free(void *pointer)
{
    unsigned kind;

    if (!pointer)
        return;
    kind = page_kind[(uintptr_t)pointer / PAGE];
    if (kind == LARGE) {
        Run *run = (Run *)((char *)pointer - RUN_HEADER);
        run->next = free_runs;
        free_runs = run;
        return;
    }
    ((Free *)pointer)->next = free_blocks[kind];
    free_blocks[kind] = pointer;
}

void *calloc(size_t count, size_t size)
{
    size_t total;
    void *pointer;

    if (__builtin_mul_overflow(count, size, &total))
        return NULL;
    pointer = malloc(total);
    if (pointer)
        memset(pointer, 0, total);
    return pointer;
}

static size_t usable_size(void *pointer)
{
    unsigned kind = page_kind[(uintptr_t)pointer / PAGE];
    if (kind == LARGE)
        return (size_t)((Run *)((char *)pointer - RUN_HEADER))->pages * PAGE - RUN_HEADER;
    return class_size[kind];
}

void *realloc(void *pointer, size_t size)
{
    size_t usable;
    void *moved;

    if (!pointer)
        return malloc(size);
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    usable = usable_size(pointer);
    if (size <= usable)
        return pointer;
    moved = malloc(size);
    if (!moved)
        return NULL;
    memcpy(moved, pointer, usable);
    free(pointer);
    return moved;
}

void alloc_free_clean(void *pointer)
{
    if (pointer)
        memset(pointer, 0, usable_size(pointer));
    free(pointer);
}

void *alloc_realloc_clean(void *pointer, size_t size)
{
    size_t usable = pointer ? usable_size(pointer) : 0;
    void *moved;

    if (!pointer || size == 0 || size > usable) {
        moved = size == 0 ? NULL : malloc(size);
        if (moved && pointer)
            memcpy(moved, pointer, usable);
        if (moved || size == 0)
            alloc_free_clean(pointer);
        return moved;
    }
    memset((char *)pointer + size, 0, usable - size);
    return pointer;
}

void alloc_scrub(void)
{
    for (unsigned c = 1; c <= CLASSES; c++) {
        Free *block = free_blocks[c], *next;
        for (; block; block = next) {
            next = block->next;
            memset(block, 0, class_size[c]);
        }
        free_blocks[c] = NULL;
    }
    for (Run *run = free_runs, *next; run; run = next) {
        next = run->next;
        page_kind[(uintptr_t)run / PAGE] = 0;
        memset(run, 0, (size_t)run->pages * PAGE);
    }
    free_runs = NULL;
}
