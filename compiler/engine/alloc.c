/*
 * Memory for a short life: size-class free lists over a bump pointer. The chain gives a contract
 * 1 024 pages whatever it declares, so the end of memory is asked for, never remembered.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ALIGNMENT 16
#define PAGE 65536u
#define CLASSES 64

typedef struct Header {
    size_t size;
    struct Header *next;
    size_t unused[2];
} Header;

extern unsigned char __heap_base;
static uintptr_t bump;
static Header *free_lists[CLASSES];

/* Classes of 16 bytes up to 512, then powers of two with one step between. */
static unsigned class_of(size_t size)
{
    unsigned log;
    if (size <= 512)
        return (unsigned)((size + 15) / 16);
    log = 31 - (unsigned)__builtin_clz((unsigned)(size - 1));
    return 33 + (log - 9) * 2 + (unsigned)(((size - 1) >> (log - 1)) & 1);
}

static size_t size_of_class(unsigned c)
{
    unsigned log;
    if (c <= 32)
        return c * 16u;
    log = 9 + (c - 33) / 2;
    return ((c - 33) & 1) ? (size_t)2 << log : (size_t)3 << (log - 1);
}

void *malloc(size_t size)
{
    Header *block;
    unsigned c;
    uintptr_t end;

    if (size == 0)
        size = 1;
    if (size > 0x7ff00000u)
        goto fail;
    c = class_of(size);
    block = free_lists[c];
    if (block) {
        free_lists[c] = block->next;
        return block + 1;
    }
    if (bump == 0)
        bump = ((uintptr_t)&__heap_base + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
    size = size_of_class(c);
    end = bump + sizeof(Header) + size;
    if (end < bump)
        goto fail;
    if (end > __builtin_wasm_memory_size(0) * PAGE) {
        size_t pages = (end - __builtin_wasm_memory_size(0) * PAGE + PAGE - 1) / PAGE;
        if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1)
            goto fail;
    }
    block = (Header *)bump;
    bump = end;
    block->size = size;
    return block + 1;
fail:
    errno = ENOMEM;
    return NULL;
}

void free(void *pointer)
{
    Header *block;
    unsigned c;

    if (!pointer)
        return;
    block = (Header *)pointer - 1;
    if ((uintptr_t)pointer + block->size == bump) {
        bump = (uintptr_t)block;
        return;
    }
    c = class_of(block->size);
    block->next = free_lists[c];
    free_lists[c] = block;
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

void *realloc(void *pointer, size_t size)
{
    Header *block;
    void *moved;

    if (!pointer)
        return malloc(size);
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    block = (Header *)pointer - 1;
    if (size <= block->size)
        return pointer;
    moved = malloc(size);
    if (!moved)
        return NULL;
    memcpy(moved, pointer, block->size);
    free(pointer);
    return moved;
}
